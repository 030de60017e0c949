package dev.switchback.schema.down.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.schema.down.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClonesTest {

    private TestDatabase database;

    @BeforeEach
    void make() throws SQLException {
        database = TestDatabase.onNewest();
        try (Connection connection = database.open()) {
            TestDatabase.run(connection, "create table t (id int)", "insert into t values (1)");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    private List<String> copies() throws SQLException {
        String sql = "select c.datname from pg_database c join pg_database s"
                + " on starts_with(c.datname, 'switchback_clone_' || s.oid || '_') where s.datname = '%s'"
                        .formatted(database.name());
        List<String> names = new ArrayList<>();
        try (Connection server = database.opening().open("postgres");
                Statement statement = server.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Test
    void copiesTheRowsAndDropsTheCopyWhenItIsClosed() throws SQLException {
        try (Clone clone = database.clones().copy()) {
            assertThat(clone.isDisposable()).isTrue();
            TestDatabase.run(clone.connection(), "insert into t select id + 1 from t");
            assertThat(copies()).hasSize(1);
        }

        assertThat(copies()).isEmpty();
    }

    @Test
    void saysThatADatabaseInUseCannotBeCopied() throws SQLException {
        try (Connection other = database.open()) {
            assertThat(other.isValid(1)).isTrue();
            assertThatExceptionOfType(CloneException.class)
                    .isThrownBy(() -> database.clones().copy())
                    .withMessage("cannot copy database: others are connected to it (database=%s). Nothing was made;"
                                    .formatted(database.name())
                            + " a copy of its schema alone can be made while they work");
        }
        assertThat(copies()).isEmpty();
    }

    @Test
    void dropsWhatAKilledProcessLeftAndNothingElse() throws SQLException {
        Clone left = database.clones().copy();
        kill(((DatabaseClone) left).keeper());
        left.connection().close();

        try (Clone used = database.clones().copy()) {
            assertThat(copies()).containsExactly(((DatabaseClone) used).name());
            assertThat(database.clones().sweep()).as("the one in use").isZero();
        }
        assertThat(copies()).isEmpty();
    }

    private void kill(Connection victim) throws SQLException {
        int process = victim.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        try (Connection server = database.opening().open("postgres")) {
            TestDatabase.run(server, "select pg_terminate_backend(%d, 5000)".formatted(process));
        }
    }

    @Test
    void isEmptyWhenAskedFor() throws SQLException {
        try (Clone clone = database.clones().empty()) {
            TestDatabase.run(clone.connection(), "create table t (id int)");
        }
    }
}
