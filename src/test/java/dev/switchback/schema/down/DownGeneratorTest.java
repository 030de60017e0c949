package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.down.clone.Clones;
import dev.switchback.schema.down.data.DataVerdict;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownGeneratorTest {

    private static final SnapshotScope ALL = SnapshotScope.everything();

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.onNewest();
        connection = database.open();
        TestDatabase.run(
                connection,
                "create type mood as enum ('good', 'bad')",
                "create table t (id int primary key, code text not null, m mood default 'good', note text)",
                "create index t_note on t (note)",
                "insert into t values (1, 'a', 'bad', 'x')");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private GeneratedDown inTransaction(Script up) throws SQLException {
        return DownGenerator.in(Clones.inTransaction(connection), ALL).generate(up);
    }

    private GeneratedDown inCopy(Script up) throws SQLException {
        connection.close();
        try (Clone clone = database.clones().copy()) {
            return DownGenerator.in(clone, ALL).generate(up);
        } finally {
            connection = database.open();
        }
    }

    @Test
    void writesAScriptThatSaysFirstWhatItCosts() throws SQLException {
        GeneratedDown down = inTransaction(Script.inTransaction(
                "alter table t drop column code", "create table log (id int)", "alter table t add column extra int"));

        assertThat(down.sql()).isEqualTo("""
                        -- Made by Switchback from the catalogs, and tried in a clone.
                        -- Schema: EQUIVALENT. Data: LOST (the values of column public.t.code are gone).
                        -- Drops column public.t.extra with what was written since the up.
                        -- Drops table public.log with what was written since the up.
                        -- Note: column public.t.code must have a value and has no default: \
                        the down makes one up for the rows that are there

                        ALTER TABLE public.t DROP COLUMN extra;
                        DROP TABLE public.log;
                        ALTER TABLE public.t ADD COLUMN code text DEFAULT '' CONSTRAINT t_code_not_null NOT NULL;
                        ALTER TABLE public.t ALTER COLUMN code DROP DEFAULT;
                        """);
    }

    @Test
    void leavesTheDatabaseAsItWas() throws SQLException {
        SchemaSnapshot before = SchemaSnapshot.read(connection, ALL);

        inTransaction(Script.inTransaction("drop table t", "create role passing_by"));

        assertThat(SchemaSnapshot.read(connection, ALL)).isEqualTo(before);
        assertThat(connection.getAutoCommit()).isTrue();
        TestDatabase.run(connection, "create role passing_by", "drop role passing_by");
    }

    @Test
    void leavesTheDatabaseAsItWasWhenTheUpFails() throws SQLException {
        SchemaSnapshot before = SchemaSnapshot.read(connection, ALL);

        assertThatExceptionOfType(DownException.class)
                .isThrownBy(() -> inTransaction(Script.inTransaction("drop table t", "drop table missing")))
                .withMessage("cannot run up in clone: table \"missing\" does not exist"
                        + " (statement=2, sqlState=42P01). No down was made; the up must work first");

        assertThat(SchemaSnapshot.read(connection, ALL)).isEqualTo(before);
    }

    @Test
    void saysThatALabelInUseCannotGo() throws SQLException {
        GeneratedDown down = inCopy(Script.oneByOne("alter type mood add value 'ugly'", "update t set m = 'ugly'"));

        assertThat(down.verdict()).isEqualTo(SchemaVerdict.DIFFERENT);
        assertThat(down.proof().difference().lines())
                .contains("enum label 'ugly' of public.mood: is there, and should not be");
        assertThat(down.proof().remarks().refusals())
                .anyMatch(refusal -> refusal.startsWith("invalid input value for enum mood: \"ugly\""));
        assertThat(down.sql()).contains("-- Not restored: enum label 'ugly' of public.mood");
    }

    /** Before version 17 a label that is added in a transaction cannot be used there, whoever made the type. */
    @Test
    void commitsALabelThatTheDownAddsBeforeTheUpUsesIt() throws SQLException {
        Script up = Script.inTransaction(
                "update t set m = 'good' where m = 'bad'",
                "alter type mood rename to mood_then",
                "create type mood as enum ('good')",
                "alter table t alter m type mood using m::text::mood",
                "drop type mood_then");
        try (TestDatabase oldest = TestDatabase.onOldest()) {
            try (Connection setUp = oldest.open()) {
                TestDatabase.run(
                        setUp,
                        "create type mood as enum ('good', 'bad')",
                        "create table t (id int primary key, m mood)",
                        "insert into t values (1, 'bad')");
            }
            try (Clone clone = oldest.clones().copy()) {
                DownGenerator generator = DownGenerator.in(clone, ALL);
                GeneratedDown down = generator.generate(up);

                assertThat(down.verdict()).isEqualTo(SchemaVerdict.IDENTICAL);
                assertThat(down.proof().upAgain().reason()).isEmpty();
                assertThat(generator.isSpent()).isTrue();
            }
        }
    }

    @Test
    void makesAndDropsIndexesWithoutLocksWhenTheUpDid() throws SQLException {
        GeneratedDown down = inCopy(
                Script.oneByOne("drop index concurrently t_note", "create index concurrently t_code on t (code)"));

        assertThat(down.verdict()).isEqualTo(SchemaVerdict.IDENTICAL);
        assertThat(down.transactional()).isFalse();
        assertThat(down.sql())
                .startsWith("-- switchback: no-transaction\n")
                .contains("DROP INDEX CONCURRENTLY public.t_code;")
                .contains("CREATE INDEX CONCURRENTLY t_note ON public.t USING btree (note);");
    }

    @Test
    void refusesToCommitInATransaction() {
        assertThatExceptionOfType(DownException.class)
                .isThrownBy(() -> inTransaction(Script.oneByOne("drop index concurrently t_note")))
                .withMessageStartingWith("cannot try up in a transaction: ");
    }

    @Test
    void refusesToCommitWhatReachesBeyondTheDatabase() {
        assertThatExceptionOfType(DownException.class)
                .isThrownBy(() -> inCopy(Script.oneByOne("vacuum t", "create database other")))
                .withMessageContaining(
                        "it changes the whole server, and not in a transaction" + " (statement=create database other)");
    }

    @Test
    void saysWhatItDoesNotTakeBackOfTheServer() throws SQLException {
        GeneratedDown down = inTransaction(Script.inTransaction("create role passing_by", "create table x (id int)"));

        assertThat(down.proof().remarks().notes())
                .containsExactly("what the up changed on the server is not taken back: create role passing_by");
    }

    @Test
    void showsNoPasswordOfARole() throws SQLException {
        GeneratedDown down = inTransaction(Script.inTransaction("create role passing_by login password 'hunter2'"));

        assertThat(down.sql())
                .contains("is not taken back: create role passing_by login password ...")
                .doesNotContain("hunter2");
    }

    @Test
    void goesOnFromOneUpToTheNext() throws SQLException {
        DownGenerator generator = DownGenerator.in(Clones.inTransaction(connection), ALL);
        Script first = Script.inTransaction("create table one (id int)");
        Script second = Script.inTransaction("alter table one rename to two");

        assertThat(generator.generate(first).statements()).containsExactly("DROP TABLE public.one");
        TestDatabase.run(connection, first.statements().get(0));
        assertThat(generator.generate(second).statements()).containsExactly("ALTER TABLE public.two RENAME TO one");
    }

    @Test
    void isNotMisledByWhatAnUpLeavesInItsSession() throws SQLException {
        GeneratedDown down = inTransaction(Script.inTransaction(
                "select set_config('search_path', '', false)",
                "create temporary table scratch (id int)",
                "set local session_replication_role to replica",
                "alter table public.t rename note to remark"));

        assertThat(down.verdict()).isEqualTo(SchemaVerdict.IDENTICAL);
        assertThat(down.proof().upAgain().works())
                .as(down.proof().upAgain().reason())
                .isTrue();
        assertThat(down.data().word()).isEqualTo(DataVerdict.Word.NONE_AFFECTED);
    }

    @Test
    void showsNoRowsInItsReasons() throws SQLException {
        GeneratedDown down = inTransaction(Script.inTransaction("insert into t values (2, 'secret')"));

        assertThat(down.proof().upAgain().reason())
                .isEqualTo("the up fails after it: duplicate key value violates unique constraint \"t_pkey\"");
    }
}
