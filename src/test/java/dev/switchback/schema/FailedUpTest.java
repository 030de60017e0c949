package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.model.UpReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An up that failed and left nothing has nothing that its down could take back, but what is somebody else's. */
class FailedUpTest {

    @TempDir
    Path folder;

    private Shop shop(String database) {
        Shop shop = database.equals("sqlite") ? Shop.onSqlite(folder) : Shop.onPostgres(folder);
        shop.run("create table notes (id int)", "insert into notes values (7)");
        return shop.with("1_notes", "create table notes (id int);", "drop table if exists notes;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "sqlite"})
    void isForgottenWithoutRunningItsDown(String database) {
        Shop shop = shop(database);
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isPresent();
        PlannedRollback plan = shop.migrations()
                .plan(new Selection.Last(1), RollbackOptions.by(Shop.ADA))
                .rollbacks()
                .get(0);
        RolledBack back = shop.rollback(new Selection.Last(1));

        assertThat(plan.effects()).singleElement().asString().contains("nothing of it is in effect");
        assertThat(back.done()).extracting(RolledBack.One::schema).containsExactly(Verdict.IDENTICAL);
        assertThat(shop.rows("select id from notes")).as("made by hand").containsExactly("7");
        assertThat(shop.standings()).containsExactly("1 pending");
        shop.run("drop table notes");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();
    }

    @Test
    void isToldOfWhatItPutOffToItsEnd() {
        Shop shop = Shop.onPostgres(folder)
                .with(
                        "1_two",
                        "create table a (id int primary key);"
                                + " create table b (a int references a deferrable initially deferred);",
                        "drop table b; drop table a;")
                .with("2_orphan", "insert into b values (4711); create table c (id int);", "drop table c;");

        UpReport.Failed failed = shop.migrations().up(UpOptions.all()).failure().orElseThrow();

        assertThat(failed.statement()).isEqualTo("2_orphan.up.sql: what was put off to its end");
        assertThat(failed.error()).contains("violates foreign key constraint").doesNotContain("4711");
        assertThat(failed.next()).isEqualTo("mend the script and run up again");
        assertThat(shop.rows("select state from schema_migrations where version = '2'"))
                .containsExactly("FAILED");
    }

    @Test
    void isNoPartOfTheNextThatATriggerPutOff() {
        Shop shop = Shop.onPostgres(folder)
                .with(
                        "1_late",
                        "create table t (id int); create function late() returns trigger language plpgsql as"
                                + " 'begin create table made_late (); return null; end';"
                                + " create constraint trigger late after insert on t deferrable initially deferred"
                                + " for each row execute function late();",
                        "drop table t; drop function late;")
                .with("2_fill", "insert into t values (1);", "drop table made_late; delete from t;")
                .with("3_next", "create function f() returns int language sql as 'select 1';", "drop function f;");
        assertThat(shop.migrations().up(UpOptions.all()).failure()).isEmpty();

        RolledBack back = shop.migrations()
                .rollback(new Selection.Last(2), RollbackOptions.by(Shop.ADA).confirmed());

        assertThat(back.done())
                .extracting(RolledBack.One::schema)
                .containsExactly(Verdict.IDENTICAL, Verdict.IDENTICAL);
    }

    /** H2 commits each change of the schema, and there is no copy of it to try a down in. */
    @Test
    void saysHowItIsRolledBackWhereNoDownCanBeTried() {
        Shop shop = Shop.onH2(folder)
                .with("1_two", "create table one (id int); create table one (id int);", "drop table one;");
        UpReport.Failed failed = shop.migrations().up(UpOptions.all()).failure().orElseThrow();

        assertThat(failed.next()).startsWith("roll it back: rollback 1 --force, once you have read its down");
        assertThatThrownBy(() -> shop.migrations().rollback(new Selection.Last(1), RollbackOptions.by(Shop.ADA)))
                .hasMessageContaining("was never tried")
                .hasMessageContaining("go over this by --force");
        assertThat(shop.rollback(new Selection.Last(1)).done()).hasSize(1);
        assertThat(shop.rows("select table_name from information_schema.tables where table_name = 'ONE'"))
                .isEmpty();
    }

    @Test
    void isNotBegunUpToAVersionThatThereIsNot() {
        Shop shop = shop("sqlite");

        assertThatThrownBy(() -> shop.migrations().up(UpOptions.all().to("9")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("one of which there is a file: [1]");
        assertThat(shop.rows("select name from sqlite_master where name = 'schema_migrations'"))
                .isEmpty();
    }
}
