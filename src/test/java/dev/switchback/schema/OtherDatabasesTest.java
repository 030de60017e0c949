package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQLite and H2 do otherwise than PostgreSQL. */
class OtherDatabasesTest {

    @TempDir
    Path folder;

    private Shop shop(String database) {
        return database.equals("sqlite") ? Shop.onSqlite(folder) : Shop.onH2(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void takesBackWhatHasToBeInQuotes(String database) {
        Shop shop = shop(database)
                .with("1_a", "create table \"order\" (\"group\" int, \"a b\" int);", "drop table \"order\";")
                .with(
                        "2_b",
                        "alter table \"order\" add column \"from\" int;",
                        "alter table \"order\" drop column \"from\";");
        shop.migrations().up(UpOptions.all());
        shop.run("insert into \"order\" values (1, 2, 3)");

        assertThat(shop.rollback(new Selection.All()).done())
                .extracting(RolledBack.One::schema)
                .containsExactly(Verdict.IDENTICAL, Verdict.IDENTICAL);
    }

    @Test
    void takesBackARenamingOfATableWithAllThatNamesIt() {
        Shop shop = shop("sqlite")
                .with(
                        "1_a",
                        "create table a (id int primary key, up int references a (id)); create index i on a (up);"
                                + " create view v as select id from a;"
                                + " create trigger t after insert on a begin update a set up = 1; end;",
                        "drop view v; drop table a;")
                .with("2_b", "alter table a rename to b;", "alter table b rename to a;");
        shop.migrations().up(UpOptions.all());

        assertThat(shop.rollback(new Selection.Last(1)).done())
                .extracting(RolledBack.One::schema)
                .containsExactly(Verdict.IDENTICAL);
    }

    @Test
    void doesNotCallACommentedTableRestoredThatHasOneColumnMore() {
        Shop shop = shop("h2")
                .with("1_a", "create table a (id int); comment on table a is 'all of them';", "drop table a;")
                .with("2_b", "alter table a add column b int; create index i on a (b);", "drop index i;");
        shop.migrations().up(UpOptions.all());

        RolledBack back = shop.rollback(new Selection.Last(1));

        assertThat(back.done()).extracting(RolledBack.One::schema).containsExactly(Verdict.DIFFERENT);
        assertThat(back.done().get(0).differences())
                .containsExactly("column \"PUBLIC\".\"A\".\"B\": is there, and should not be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sqlite | drop index i; delete from A | UNKNOWN",
                "sqlite | drop index i; update A set id = 2 | UNKNOWN",
                "sqlite | create table C (id int); drop table A; alter table C rename to A | UNKNOWN",
                "sqlite | drop index i; drop table \"B\" | NONE_AFFECTED",
                "sqlite | drop index i; drop table b | NONE_AFFECTED",
                "sqlite | drop index i; drop table main.[B] | NONE_AFFECTED",
                "h2 | drop index i; drop table a; create table a (id int) | UNKNOWN",
                "h2 | drop index i; drop table \"B\" | NONE_AFFECTED",
                "h2 | drop index i; drop table public.b | NONE_AFFECTED"
            })
    void cannotTellOfTheRowsThatADownReplaces(String database, String down, DataVerdict data) {
        Shop shop = shop(database)
                .with("1_a", "create table A (id int);", "drop table A;")
                .with("2_b", "create index i on A (id); create table B (id int);", down + ";");
        shop.migrations().up(UpOptions.all());
        shop.run("insert into A values (1)");

        assertThat(shop.migrations()
                        .plan(new Selection.Last(1), RollbackOptions.by(Shop.ADA))
                        .rollbacks())
                .extracting(PlannedRollback::data)
                .containsExactly(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "h2"})
    void refuseToKeepRowsBeforeAnythingIsBegun(String database) {
        Shop shop = shop(database).with("1_a", "create table a (id int);", "drop table a;");
        shop.migrations().up(UpOptions.all());
        RollbackOptions options =
                RollbackOptions.by(Shop.ADA).confirmed().forced().keepingTrash();

        assertThatExceptionOfType(SchemaChangeException.class)
                .isThrownBy(() -> shop.migrations().rollback(new Selection.Last(1), options))
                .withMessageContaining("--trash needs PostgreSQL: run the rollback without it");
        assertThat(shop.standings()).containsExactly("1 applied");
    }
}
