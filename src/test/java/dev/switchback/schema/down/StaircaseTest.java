package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.testing.DebianPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own migrations, each gone up and down the stairs: on the newest and on the oldest server we support. */
class StaircaseTest {

    private static final SnapshotScope ALL = SnapshotScope.everything();

    @Nested
    class OnTheNewest {

        @ParameterizedTest
        @MethodSource("dev.switchback.schema.down.SampleMigration#all")
        void isLedBackToWhatItWas(SampleMigration sample) throws SQLException {
            try (TestDatabase database = TestDatabase.onNewest()) {
                walk(sample, database);
            }
        }
    }

    @Nested
    class OnTheOldest {

        @BeforeAll
        static void isInstalled() {
            assumeTrue(DebianPostgres.isInstalled(), "Debian's PostgreSQL 15 is not installed");
        }

        @ParameterizedTest
        @MethodSource("dev.switchback.schema.down.SampleMigration#all")
        void isLedBackToWhatItWas(SampleMigration sample) throws SQLException {
            try (TestDatabase database = TestDatabase.onOldest()) {
                walk(sample, database);
            }
        }
    }

    @Test
    void coversEnoughMigrations() {
        assertThat(SampleMigration.all()).hasSizeGreaterThanOrEqualTo(60);
    }

    private static void walk(SampleMigration sample, TestDatabase database) throws SQLException {
        SchemaSnapshot before;
        try (Connection connection = database.open()) {
            sample.prepare(connection);
            before = SchemaSnapshot.read(connection, ALL);
        }
        if (sample.fails()) {
            assertThatThrownBy(() -> generate(sample, database)).isInstanceOf(DownException.class);
            return;
        }
        GeneratedDown down = generate(sample, database);
        assertThat(List.of(down.verdict().name(), down.data().word().name()))
                .as("%s%n%s%n%s", down.proof(), down.data(), down.sql())
                .isEqualTo(sample.expected());
        goForReal(sample, database, down, before);
    }

    private static GeneratedDown generate(SampleMigration sample, TestDatabase database) throws SQLException {
        try (Clone clone = database.clones().copy()) {
            return DownGenerator.in(clone, ALL).generate(sample.up());
        }
    }

    /** What was tried in the clone comes to the same where it matters, and can be gone again. */
    private static void goForReal(
            SampleMigration sample, TestDatabase database, GeneratedDown down, SchemaSnapshot before)
            throws SQLException {
        Script script = new Script(down.statements(), down.transactional());
        boolean rowsRemain = down.data().reasons().stream().anyMatch(reason -> reason.contains("INSERT added"));
        int times = down.verdict().isRestored() && !rowsRemain ? 2 : 1;
        try (Connection connection = database.open()) {
            for (int time = 0; time < times; time++) {
                run(connection, sample.up());
                run(connection, script);
                SchemaVerdict verdict = SchemaDifference.between(before, SchemaSnapshot.read(connection, ALL))
                        .verdict();
                assertThat(verdict).as("time %d", time).isEqualTo(down.verdict());
            }
        }
    }

    private static void run(Connection connection, Script script) throws SQLException {
        connection.setAutoCommit(!script.transactional());
        TestDatabase.run(connection, script.statements().toArray(String[]::new));
        if (script.transactional()) {
            connection.commit();
        }
        connection.setAutoCommit(true);
    }
}
