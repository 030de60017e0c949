package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.model.UpReport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaMigrationsTest {

    @TempDir
    Path folder;

    private Shop shop(String database) {
        Shop shop = switch (database) {
            case "sqlite" -> Shop.onSqlite(folder);
            case "h2" -> Shop.onH2(folder);
            default -> Shop.onPostgres(folder);
        };
        return shop.with(
                        "20260112_001_create_orders",
                        "create table orders (id integer primary key, total integer not null);",
                        "drop table orders;")
                .with(
                        "20260112_002_create_items",
                        "create table items (id integer primary key, order_id integer references orders (id));\n"
                                + "create index items_order on items (order_id);",
                        "drop index items_order; drop table items;")
                .with(
                        "20260112_003_add_note",
                        "alter table orders add column note varchar(20);",
                        "alter table orders drop column note;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite", "h2"})
    void goUpAndDownAndUpAgain(String database) {
        Shop shop = shop(database);
        UpReport report = shop.migrations().up(UpOptions.all().to("20260112_002"));

        assertThat(report.failure()).isEmpty();
        assertThat(report.applied())
                .extracting(UpReport.Applied::title)
                .containsExactly("20260112_001_create_orders", "20260112_002_create_items");
        assertThat(report.left()).isEqualTo(1);
        assertThat(shop.standings())
                .containsExactly("20260112_001 applied", "20260112_002 applied", "20260112_003 pending");

        assertThat(shop.migrations().up(UpOptions.all()).applied()).hasSize(1);
        assertThat(shop.migrations().up(UpOptions.all()).applied()).isEmpty();
        assertThat(shop.migrations().status().drift()).isEmpty();

        RolledBack back = shop.rollback(new Selection.Last(2));

        assertThat(back.failed()).isEmpty();
        assertThat(back.done()).extracting(RolledBack.One::version).containsExactly("20260112_003", "20260112_002");
        assertThat(back.done()).extracting(RolledBack.One::schema).containsOnly(Verdict.IDENTICAL);
        assertThat(shop.standings())
                .containsExactly("20260112_001 applied", "20260112_002 pending", "20260112_003 pending");
        assertThat(shop.migrations().up(UpOptions.all()).applied()).hasSize(2);
        assertThat(shop.rollback(new Selection.All()).done()).hasSize(3);
        assertThat(shop.standings()).allMatch(line -> line.endsWith("pending"));
    }

    /** A column that comes back is the last one of its table. */
    @Test
    void areNotSaidToBeAnotherSchemaThanWasLeftOnceColumnsAreInAnotherOrder() {
        Shop shop = shop("postgresql")
                .with(
                        "20260112_004_drop_total",
                        "alter table orders drop column total;",
                        "alter table orders add column total integer not null;");
        shop.migrations().up(UpOptions.all());
        RolledBack back = shop.rollback(new Selection.Last(1));

        assertThat(back.done()).extracting(RolledBack.One::schema).containsExactly(Verdict.EQUIVALENT);
        assertThat(warnings(shop)).isEmpty();
        assertThat(shop.migrations().status().drift()).isEmpty();

        shop.run("alter table orders add column more integer");
        assertThat(warnings(shop)).hasSize(1);
        assertThat(shop.migrations().status().drift()).hasSize(1);
    }

    private static List<String> warnings(Shop shop) {
        return shop.migrations().plan(new Selection.Last(1), RollbackOptions.by(Shop.ADA)).warnings().stream()
                .filter(warning -> warning.startsWith("the schema is not what 20260112_003_add_note left"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite"})
    void areRefusedWhereALaterOneDependsOnThem(String database) {
        Shop shop = shop(database);
        shop.migrations().up(UpOptions.all());

        assertThatThrownBy(() -> shop.rollback(new Selection.Only("20260112_001")))
                .isInstanceOf(SchemaChangeException.class)
                .hasMessageContaining("20260112_002_create_items stays, and depends on it")
                .hasMessageContaining("Nothing was changed");
        assertThat(shop.rollback(new Selection.Only("20260112_002")).done())
                .extracting(RolledBack.One::schema)
                .containsExactly(Verdict.IDENTICAL);
        assertThat(shop.standings())
                .containsExactly("20260112_001 applied", "20260112_003 applied", "20260112_002 pending");
    }

    @Test
    void sayWhatARollbackCosts() {
        Shop shop = shop("postgresql");
        shop.migrations().up(UpOptions.all());
        shop.run(
                "insert into orders select n, n, 'x' from generate_series(1, 150) n",
                "insert into items select n, n from generate_series(1, 7) n");

        SchemaPlan plan = shop.migrations().plan(new Selection.After("20260112_001"), RollbackOptions.by(Shop.ADA));

        assertThat(plan.isDestructive()).isTrue();
        assertThat(plan.rollbacks()).extracting(PlannedRollback::rows).containsExactly(150L, 7L);
        assertThat(plan.rollbacks().get(0).effects())
                .containsExactly("DROP COLUMN public.orders.note (with 150 values)");
        assertThat(plan.rollbacks().get(1).effects()).startsWith("DROP TABLE public.items (containing 7 rows)");
        assertThat(shop.migrations()
                        .plan(new Selection.All(), RollbackOptions.by(Shop.ADA))
                        .rollbacks()
                        .get(2)
                        .effects())
                .contains("Affect foreign keys in: public.items");
    }

    @Test
    void undoAllOfAScriptThatFails() {
        Shop shop = shop("postgresql")
                .with(
                        "20260112_004_broken",
                        "create table half (id integer);\n\nselect nothing from nowhere;",
                        "drop table half;");
        UpReport report = shop.migrations().up(UpOptions.all());

        assertThat(report.applied()).hasSize(3);
        assertThat(report.failure().orElseThrow().statement())
                .startsWith("20260112_004_broken.up.sql:3: select nothing");
        assertThat(report.failure().orElseThrow().error()).isEqualTo("relation \"nowhere\" does not exist");
        assertThat(shop.rows("select to_regclass('half')")).containsExactly("null");
        assertThat(shop.migrations().status().sentence()).startsWith("20260112_004_broken: up failed at");

        shop.write("20260112_004_broken.up.sql", "create table half (id integer);");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
    }

    @Test
    void goOnWhereAScriptWithoutATransactionFailed() {
        Shop shop = shop("postgresql")
                .with(
                        "20260112_004_indexes",
                        "create index concurrently one on orders (total);\ncreate unique index concurrently two on orders (total);",
                        "drop index concurrently two; drop index concurrently one;");
        shop.migrations().up(UpOptions.all().to("20260112_003"));
        shop.run("insert into orders values (1, 5), (2, 5)");

        UpReport.Failed failed = shop.migrations().up(UpOptions.all()).failure().orElseThrow();

        assertThat(failed.left()).isEqualTo("1 of 2 statements stay in effect");
        assertThat(shop.migrations().status().invalidIndexes()).isEmpty();
        shop.run("delete from orders where id = 2");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        assertThat(shop.rows("select indexname from pg_indexes where tablename = 'orders' order by 1"))
                .containsExactly("one", "orders_pkey", "two");
        assertThatThrownBy(() -> shop.rollback(new Selection.Last(1))).hasMessageContaining("was never tried");
        assertThat(shop.migrations()
                        .rollback(
                                new Selection.Last(1),
                                RollbackOptions.by(Shop.ADA).forced())
                        .done())
                .extracting(RolledBack.One::schema)
                .containsExactly(Verdict.IDENTICAL);
    }

    @Test
    void refuseADownThatDoesNotRestore() {
        Shop shop = shop("postgresql")
                .with("20260112_004_two", "create table a (id int); create table b (id int);", "drop table a;");
        shop.migrations().up(UpOptions.all());

        RolledBack back = shop.rollback(new Selection.Last(1));

        assertThat(back.done()).isEmpty();
        assertThat(back.failed().get(0).why())
                .startsWith("the schema is not restored: ")
                .contains("table public.b");
        assertThat(shop.rows("select to_regclass('a')")).containsExactly("a");
    }

    @Test
    void takeBackPhantomsOfOtherBranches() {
        Shop shop =
                shop("postgresql").with("20260113_001_phantom", "create table ghost (id int);", "drop table ghost;");
        shop.migrations().up(UpOptions.all());
        shop.delete("20260113_001_phantom");
        shop.write("20260112_003_add_note.up.sql", "alter table orders add column note text;");

        assertThat(shop.standings()).contains("20260112_003 changed", "20260113_001 phantom");
        assertThatThrownBy(() -> shop.migrations().up(UpOptions.all()))
                .hasMessageContaining("was changed after it was run");

        RolledBack back = shop.rollback(new Selection.Phantoms());

        assertThat(back.failed()).isEmpty();
        assertThat(back.done()).extracting(RolledBack.One::version).containsExactly("20260113_001", "20260112_003");
        assertThat(Stream.of("ghost").map(name -> shop.rows("select to_regclass('%s')".formatted(name))))
                .containsExactly(List.of("null"));
    }
}
