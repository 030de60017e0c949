package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.model.UpReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that an up drops, kept in the trash and put back by the generated down. */
class KeptRowsTest {

    private static final UpOptions KEEPING = UpOptions.all().generatingDowns().keepingRows();
    private static final String DROPS = """
            alter table orders drop column note, drop column "Odd ""Name";
            drop table items;
            drop table customers cascade;
            """;

    @TempDir
    Path folder;

    private Shop shop() {
        Shop shop = Shop.onPostgres(folder)
                .with("1_shop", """
                        create table customers (id int primary key, name text);
                        create table orders (id int, part int, customer int references customers (id), note text,
                            "Odd ""Name" int, primary key (id, part));
                        create table items (id serial primary key, price int, twice int generated always as (price * 2) stored,
                            of int, part int, foreign key (of, part) references orders (id, part));
                        create table bare (a int, b text);
                        """, "drop table bare; drop table items; drop table orders; drop table customers;");
        shop.migrations().up(UpOptions.all());
        shop.run(
                "insert into customers values (1, 'Ada'), (2, 'Grace')",
                "insert into orders values (1, 1, 1, 'urgent', 7), (1, 2, 1, null, 8), (2, 1, 2, 'it''s \\', null)",
                "insert into items (price, of, part) select n, 1, 2 from generate_series(1, 50) n",
                "insert into bare values (1, 'x')");
        return shop;
    }

    private static RolledBack back(Shop shop, String version) {
        return shop.rollback(new Selection.Only(version));
    }

    private static List<String> everything(Shop shop) {
        return shop.rows("select string_agg(t::text, ';' order by t::text) from (select * from customers) t"
                + " union all select string_agg(concat_ws('/', id, part, customer, note, \"Odd \"\"Name\"), ';' order by id, part)"
                + " from orders union all select string_agg(t::text, ';' order by t::text) from items t");
    }

    @Test
    void areBackWithTheSchema() {
        Shop shop = shop();
        List<String> before = everything(shop);
        shop.write("2_drop.up.sql", DROPS);
        UpReport up = shop.migrations().up(KEEPING);

        assertThat(up.failure()).isEmpty();
        assertThat(up.applied().get(0).kept())
                .anyMatch(line ->
                        line.startsWith("public.orders.note kept in rollback_trash.") && line.endsWith("2 rows"))
                .anyMatch(line -> line.startsWith("public.items kept in ") && line.endsWith("50 rows"));
        RolledBack back = back(shop, "2");

        assertThat(back.isComplete()).as("%s", back).isTrue();
        assertThat(everything(shop)).isEqualTo(before);
        assertThat(back.done().get(0).checks()).contains("50 rows are put back into public.items");
        assertThat(shop.rows("select count(*) from rollback_trash.contents")).containsExactly("0");
        shop.run("insert into items (price, of, part) values (1, 1, 2)");
        assertThat(shop.rows("select max(id) from items"))
                .as("the sequence goes on")
                .containsExactly("51");
    }

    @Test
    void ofATableWithoutAKeyAreNotKeptAndThatIsSaid() {
        Shop shop = shop();
        shop.write("2_drop.up.sql", "alter table bare drop column b;");

        assertThat(shop.migrations().up(KEEPING).applied().get(0).kept())
                .containsExactly("public.bare.b is not kept: the table has no primary key to find its rows by");
    }

    @Test
    void areNotKeptWhereTheKeyGoesToo() {
        Shop shop = shop();
        shop.write("2_drop.up.sql", "alter table customers drop column id cascade, drop column name;");

        assertThat(shop.migrations().up(KEEPING).applied().get(0).kept())
                .containsExactlyInAnyOrder(
                        "public.customers.id is not kept: the table has no primary key to find its rows by",
                        "public.customers.name is not kept: the table has no primary key to find its rows by");
    }

    @Test
    void ofAColumnThatIsMadeAnewWithAnotherTypeAreKept() {
        Shop shop = shop();
        shop.write("2_again.up.sql", "alter table orders drop column note; alter table orders add column note bigint;");

        assertThat(shop.migrations().up(KEEPING).applied().get(0).kept())
                .containsExactly("public.orders.note kept in rollback_trash.\"up_1_2\", 2 rows");
        assertThat(back(shop, "2").isComplete()).isTrue();
        assertThat(shop.rows("select note from orders where note is not null order by note"))
                .containsExactly("it's \\", "urgent");
    }

    @Test
    void ofATableThatIsMadeAnewAreKept() {
        Shop shop = shop();
        shop.write("2_again.up.sql", "drop table bare; create table bare (a int, b text);");

        assertThat(shop.migrations().up(KEEPING).applied().get(0).kept())
                .containsExactly("public.bare kept in rollback_trash.\"up_1_2\", 1 rows");
        assertThat(back(shop, "2").done().get(0).checks()).containsExactly("1 rows are put back into public.bare");
    }

    @Test
    void stayInTheTrashWhereTheyDoNotFitAnyMore() {
        Shop shop = shop();
        shop.write("2_drop.up.sql", "alter table orders drop column note; drop table items;");
        shop.migrations().up(KEEPING);
        shop.run("delete from orders where id = 1");
        RolledBack back = back(shop, "2");

        assertThat(back.isComplete()).isTrue();
        assertThat(back.done().get(0).checks())
                .contains("1 rows are put back into public.orders.note")
                .anyMatch(line -> line.startsWith("public.items is not put back, and stays in rollback_trash.\"up_")
                        && line.contains("violates foreign key"));
        assertThat(shop.rows("select kept_table from rollback_trash.contents")).containsExactly("public.items");
    }

    @Test
    void areLeftToTheDownThatSomebodyWrote() {
        Shop shop = shop().with(
                        "2_drop",
                        "drop table items;",
                        "create table items (id serial primary key, price int,"
                                + " twice int generated always as (price * 2) stored, of int, part int,"
                                + " foreign key (of, part) references orders (id, part));");
        shop.migrations().up(KEEPING);

        assertThat(back(shop, "2").isComplete()).isTrue();
        assertThat(shop.rows("select count(*) from items")).containsExactly("0");
        assertThat(shop.rows("select count(*) from rollback_trash.contents")).containsExactly("1");
    }

    @Test
    void cannotBeKeptOfWhatRunsOutsideOfATransaction() {
        Shop shop = shop();
        shop.write("2_index.up.sql", "drop index concurrently if exists i;");

        assertThatThrownBy(() -> shop.migrations().up(KEEPING))
                .hasMessageContaining("2_index does not run in one transaction");
    }

    @Test
    void areThoseOfTheirOwnTenant() {
        Shop shop = Shop.onPostgres(folder).with("1_t", "create table t (id int);", "drop table t;");
        shop.write("2_drop.up.sql", "drop table t;");
        shop.run("create schema one", "create schema two");
        for (String tenant : List.of("one", "two")) {
            shop.migrations().in(tenant).up(UpOptions.all().to("1"));
            shop.run("insert into %s.t values (%d)".formatted(tenant, tenant.length() + tenant.charAt(0)));
            shop.migrations().in(tenant).up(KEEPING);
        }
        RolledBack back = shop.migrations()
                .in("two")
                .rollback(new Selection.Only("2"), RollbackOptions.by(Shop.ADA).confirmed());

        assertThat(back.done().get(0).checks()).containsExactly("1 rows are put back into two.t");
        assertThat(shop.rows("select kept_table from rollback_trash.contents")).containsExactly("one.t");
    }
}
