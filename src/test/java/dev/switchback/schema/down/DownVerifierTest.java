package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.down.clone.Clones;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownVerifierTest {

    private static final Script UP =
            Script.inTransaction("create table items (id serial primary key)", "create index on items (id)");

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.onNewest();
        connection = database.open();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private VerifiedDown verify(Script up, String... down) throws SQLException {
        return DownVerifier.in(Clones.inTransaction(connection), SnapshotScope.everything())
                .verify(up, Script.inTransaction(down));
    }

    @Test
    void confirmsADownThatRestores() throws SQLException {
        VerifiedDown verified = verify(UP, "drop table items");

        assertThat(verified.verdict()).isEqualTo(SchemaVerdict.IDENTICAL);
        assertThat(verified.failure()).isEmpty();
        assertThat(verified.proof().upAgain().works()).isTrue();
        assertThat(verified.proof().remarks().drops()).containsExactly("table public.items");
    }

    @Test
    void saysWhatAnEmptyDownLeaves() throws SQLException {
        VerifiedDown verified = verify(UP);

        assertThat(verified.verdict()).isEqualTo(SchemaVerdict.DIFFERENT);
        assertThat(verified.proof().difference().lines()).contains("table public.items: is there, and should not be");
        assertThat(verified.proof().upAgain().works()).isFalse();
    }

    @Test
    void saysWhyADownFails() throws SQLException {
        VerifiedDown verified = verify(UP, "drop tabel items");

        assertThat(verified.verdict()).isEqualTo(SchemaVerdict.DIFFERENT);
        assertThat(verified.failure()).contains("syntax error at or near \"tabel\"");
    }

    @Test
    void noticesAnUpThatCannotBeRunAgain() throws SQLException {
        TestDatabase.run(connection, "create table t (id int primary key)");

        VerifiedDown verified = verify(
                Script.inTransaction("insert into t values (1)", "alter table t add column a int"),
                "alter table t drop column a");

        assertThat(verified.verdict()).isEqualTo(SchemaVerdict.IDENTICAL);
        assertThat(verified.proof().upAgain().reason()).startsWith("the up fails after it: duplicate key");
    }

    @Test
    void verifiesDownsThatAreNoTransaction() throws SQLException {
        TestDatabase.run(connection, "create table t (id int, a int)");
        connection.close();
        try (Clone clone = database.clones().copy()) {
            VerifiedDown verified = DownVerifier.in(clone, SnapshotScope.everything())
                    .verify(
                            Script.inTransaction("create index t_a on t (a)"),
                            Script.oneByOne("drop index concurrently t_a"));

            assertThat(verified.verdict()).isEqualTo(SchemaVerdict.IDENTICAL);
            assertThat(verified.proof().upAgain().works()).isTrue();
        } finally {
            connection = database.open();
        }
    }

    @Test
    void commitsALabelOfAnEnumBeforeTheDownUsesIt() throws SQLException {
        TestDatabase.run(connection, "create type mood as enum ('good')", "create table t (id int, m mood)");
        connection.close();
        try (Clone clone = database.clones().copy()) {
            VerifiedDown verified = DownVerifier.in(clone, SnapshotScope.everything())
                    .verify(
                            Script.inTransaction("alter type mood add value 'ugly'"),
                            Script.inTransaction(
                                    "delete from t where m = 'ugly'",
                                    "alter type mood rename to mood_then",
                                    "create type mood as enum ('good')",
                                    "alter table t alter m type mood using m::text::mood",
                                    "drop type mood_then"));

            assertThat(verified.failure()).isEmpty();
            assertThat(verified.verdict()).isEqualTo(SchemaVerdict.IDENTICAL);
            assertThat(verified.proof().upAgain().works()).isTrue();
        } finally {
            connection = database.open();
        }
    }
}
