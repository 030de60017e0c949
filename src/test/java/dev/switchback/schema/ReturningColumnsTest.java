package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.PlannedRollback.Refusal;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that come back into tables with rows: what the plan says of them is what the rollback does. */
class ReturningColumnsTest {

    private static final UpOptions GENERATING = UpOptions.all().generatingDowns();

    @TempDir
    Path folder;

    private Shop shop() {
        Shop shop = Shop.onPostgres(folder);
        shop.run(
                "create type mood as enum ('good', 'bad')",
                "create table customers (id int primary key)",
                "create table orders (id int primary key, customer int not null references customers, code date not null"
                        + " unique, part varchar(9) not null, place int, m mood not null, note text not null,"
                        + " amount int not null default 1, kind text not null constraint sort check (kind <> ''))",
                "create unique index orders_part on orders (lower(part) desc, place) where id > 0",
                "create unique index orders_place on orders (place nulls first)",
                "insert into customers values (1), (2)",
                "insert into orders values (1, 1, '2026-01-01', 'a', 7, 'good', 'x', 1, 'k'),"
                        + " (2, 2, '2026-01-02', 'b', 8, 'bad', 'y', 1, 'l')");
        return shop;
    }

    private static PlannedRollback plan(Shop shop) {
        return shop.migrations()
                .plan(new Selection.Last(1), RollbackOptions.by(Shop.ADA))
                .rollbacks()
                .get(0);
    }

    private PlannedRollback afterUp(Shop shop, String up, UpOptions options) {
        shop.write("1_change.up.sql", up);
        assertThat(shop.migrations().up(options).failure()).isEmpty();
        return plan(shop);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table orders drop column note;",
                "alter table orders drop column note, drop column amount;",
                "alter table orders drop column note, add column note int;"
            })
    void areNotRefusedWhereTheDownFillsThem(String up) {
        Shop shop = shop();

        PlannedRollback plan = afterUp(shop, up, GENERATING);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.effects())
                .contains("ADD COLUMN public.orders.note (its values went when the migration dropped it; the down puts"
                        + " others there)");
        RolledBack back = shop.rollback(new Selection.Last(1));
        assertThat(back.isComplete()).as("%s", back).isTrue();
        assertThat(shop.rows("select note from orders")).containsExactly("", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customer | constraint orders_customer_fkey on public.orders comes back, and customer would refer to none in"
                        + " 2 rows: the down makes it up",
                "code | constraint orders_code_key on public.orders comes back, and code would be the same in 2 rows:"
                        + " the down makes it up",
                "kind | constraint sort on public.orders comes back, and there are 2 rows that it does not allow, by what"
                        + " the down makes up",
                "m | public.orders.m comes back NOT NULL and without a default, and there are 2 rows"
            })
    void areRefusedWhateverIsForcedWhereTheDownCannotFillThem(String column, String why) {
        Shop shop = shop();
        PlannedRollback plan = afterUp(shop, "alter table orders drop column %s;".formatted(column), GENERATING);

        assertThat(plan.refusals()).containsExactly(new Refusal(why, false));
    }

    @Test
    void areNoObstacleWhereAKeyFindsTheValue() {
        Shop shop = shop();
        shop.run("insert into customers values (0)", "delete from orders where id = 2");

        assertThat(afterUp(shop, "alter table orders drop column customer, drop column code;", GENERATING)
                        .refusals())
                .isEmpty();
        assertThat(shop.rollback(new Selection.Last(1)).isComplete()).isTrue();
    }

    @Test
    void canReferToATableThatComesBackEmpty() {
        Shop shop = shop();

        assertThat(afterUp(shop, "drop table customers cascade;", GENERATING).refusals())
                .containsExactly(new Refusal(
                        "constraint orders_customer_fkey on public.orders comes back, and there are 2 rows that refer to"
                                + " public.customers, which comes back empty",
                        false));
    }

    @Test
    void canReferToATableWhoseRowsAreKept() {
        Shop shop = shop();
        PlannedRollback plan = afterUp(shop, "drop table customers cascade;", GENERATING.keepingRows());

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.effects()).contains("CREATE TABLE public.customers (its rows are kept, and put back)");
        assertThat(shop.rollback(new Selection.Last(1)).isComplete()).isTrue();
    }

    @Test
    void canStandInTheWayOfAnIndexThatComesBack() {
        Shop shop = shop();
        afterUp(shop, "drop index orders_part; drop index orders_place;", GENERATING);
        assertThat(plan(shop).refusals()).as("nothing is there twice").isEmpty();

        shop.run("insert into orders values (3, 1, '2026-01-03', 'A', 7, 'good', 'x', 1, 'k')");

        assertThat(plan(shop).refusals())
                .extracting(Refusal::why)
                .containsExactlyInAnyOrder(
                        "index public.orders_part comes back, and there are 1 values in more than one row",
                        "index public.orders_place comes back, and there are 1 values in more than one row");
    }

    @ParameterizedTest
    @CsvSource({"customer", "code", "part", "place", "m", "note", "kind"})
    void haveTheirKeptValuesBeforeMoreIsAskedOfThem(String column) {
        Shop shop = shop();
        List<String> before = shop.rows("select %s from orders order by id".formatted(column));
        String up = "alter table orders drop column %s;".formatted(column);

        PlannedRollback plan = afterUp(shop, up, GENERATING.keepingRows());

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.effects())
                .contains("ADD COLUMN public.orders.%s (its values are kept, and put back)".formatted(column));
        RolledBack back = shop.rollback(new Selection.Last(1));

        assertThat(back.isComplete()).as("%s", back).isTrue();
        assertThat(back.done().get(0).checks()).contains("2 rows are put back into public.orders." + column);
        assertThat(shop.rows("select %s from orders order by id".formatted(column)))
                .isEqualTo(before);
    }

    @Test
    void areRefusedForRowsThatCameSinceTheirValuesWereKept() {
        Shop shop = shop();
        afterUp(
                shop,
                "alter table orders drop column customer, drop column code, drop column m;",
                GENERATING.keepingRows());
        shop.run("insert into orders (id, part, place, note, kind) values (3, 'c', 9, 'z', 'm')");

        assertThat(plan(shop).refusals())
                .extracting(Refusal::why)
                .containsExactlyInAnyOrder(
                        "constraint orders_customer_fkey on public.orders comes back, and customer would refer to none in"
                                + " 1 row: the down makes it up",
                        "public.orders.m comes back NOT NULL and without a default, and there are 1 row");
    }
}
