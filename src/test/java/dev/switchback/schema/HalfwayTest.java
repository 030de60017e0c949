package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.schema.model.Repair;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that ended on its way is never taken for one that is applied, nor its script for another. */
class HalfwayTest {

    private static final String ALONE = "-- switchback: no-transaction\n";

    @TempDir
    Path folder;

    private static RolledBack forced(Shop shop) {
        return shop.migrations()
                .rollback(
                        new Selection.Only("1"),
                        RollbackOptions.by(Shop.ADA).confirmed().forced());
    }

    /** Of its two tables one is there, and its down begins with the other. */
    private Shop halfUp(Shop shop) {
        shop.with(
                "1_two",
                ALONE + "create table one (i int); create table two (i no_such_type(1, x));",
                ALONE + "drop table two; drop table one;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent();
        return shop;
    }

    /** Statement by statement, what the up has left is still there. */
    @Test
    void isRefusedByUpWhenItsRollbackFailedAtOnce() {
        for (Shop shop : List.of(Shop.onPostgres(folder), Shop.onH2(folder))) {
            halfUp(shop).with("2_next", "create table next (i int);", "drop table next;");
            assertThat(forced(shop).failed()).as(shop.url).hasSize(1);

            assertThatThrownBy(() -> shop.migrations().up(UpOptions.all()))
                    .isInstanceOf(SchemaChangeException.class)
                    .hasMessageContaining("1_two is half applied, and its rollback was begun: end that by rollback 1");
            shop.delete("2_next");
        }
    }

    /** As a process leaves it that is killed before the first statement of the down. */
    @Test
    void isRefusedByUpWhenItsRollbackDiedAtOnce() {
        Shop shop = halfUp(Shop.onPostgres(folder));
        shop.run("update schema_migrations set state = 'ROLLING_BACK', statements_done = 0, statement_started = 0,"
                + " failed_direction = null, failed_statement = null, failed_error = null");

        assertThatThrownBy(() -> shop.migrations().up(UpOptions.all()))
                .hasMessageContaining("1_two is half applied, and its rollback was begun");
    }

    /** The way out: a down that can be run is written, taken from its file, and run. */
    @Test
    void isRolledBackOnceItsDownIsMended() {
        Shop shop = halfUp(Shop.onPostgres(folder));
        forced(shop);
        shop.with("1_two", "create table one (i int); create table two (i int);", "drop table one;");
        shop.migrations().repair("1", Repair.FILE);

        assertThatThrownBy(() -> shop.migrations().up(UpOptions.all())).hasMessageContaining("half applied");
        assertThat(forced(shop).done()).hasSize(1);
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
    }

    @Test
    void keepsTheScriptThatItsStatementsAreCountedIn() {
        Shop shop = halfUp(Shop.onPostgres(folder))
                .with("1_two", ALONE + "create table two (i int); create table one (i int);", "drop table one;");

        assertThatThrownBy(() -> shop.migrations().repair("1", Repair.FILE))
                .isInstanceOf(SchemaChangeException.class)
                .hasMessageContaining("1 statements of the script that was run are in effect: end that by rollback 1");
    }

    @Test
    void isPendingForGeneratingItsDownWhenItLeftNothing() {
        Shop shop = Shop.onPostgres(folder);
        shop.write("1_one.up.sql", "create table one (i int); create table two (i no_such_type(1, x));");
        shop.write("1_one.down.sql", "drop table one;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent();
        shop.delete("1_one");
        shop.write("1_one.up.sql", "create table one (i int, added text);");
        shop.write("2_next.up.sql", "alter table one add column more int;");

        List<TriedDown> made = shop.migrations().generateDowns(List.of("1", "2"));
        assertThat(made).extracting(TriedDown::isProven).containsExactly(true, true);
        assertThat(shop.migrations().up(UpOptions.all().generatingDowns()).failure())
                .isEmpty();
        assertThat(shop.rollback(new Selection.All()).done()).hasSize(2);
        assertThat(shop.rows("select 1 from pg_tables where tablename = 'one'")).isEmpty();
    }

    @Test
    void generatesNoDownNextToAFileThatWasChanged() {
        Shop shop = Shop.onPostgres(folder).with("1_one", "create table one (i int);", "drop table one;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
        shop.write("1_one.up.sql", "create table one (i int, more int);");

        assertThatThrownBy(() -> shop.migrations().generateDowns(List.of("1")))
                .hasMessageContaining(
                        "the file of 1_one was changed after it was run: get the old file, or take it away");
    }
}
