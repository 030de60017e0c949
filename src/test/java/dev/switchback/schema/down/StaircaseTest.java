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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own migrations, each gone up and down the stairs: on the newest and on the oldest server we support. */
class StaircaseTest {

    private static final SnapshotScope ALL = SnapshotScope.everything();

    @Nested
    class OnTheNewest {

        @ParameterizedTest
        @MethodSource("dev.switchback.schema.down.SampleMigration#some")
        void isLedBackToWhatItWas(SampleMigration sample) throws SQLException {
            lead(sample);
        }

        @Tag("campaign")
        @ParameterizedTest
        @MethodSource("dev.switchback.schema.down.SampleMigration#all")
        void isLedBackWhicheverItIs(SampleMigration sample) throws SQLException {
            lead(sample);
        }

        private static void lead(SampleMigration sample) throws SQLException {
            try (TestDatabase database = TestDatabase.onNewest()) {
                walk(sample, database, prepared(sample, database));
            }
        }
    }

    /** Beside the verdict another witness: what {@code pg_dump --schema-only} says before an up and after its down. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnTheOldest {

        private static final double BYTE_EQUAL = 0.93;

        private final List<String> restored = new ArrayList<>();
        private final List<String> reordered = new ArrayList<>();

        @BeforeAll
        void isInstalled() {
            assumeTrue(DebianPostgres.isInstalled(), "Debian's PostgreSQL 15 is not installed");
        }

        @ParameterizedTest
        @MethodSource("dev.switchback.schema.down.SampleMigration#all")
        void isLedBackToWhatItWas(SampleMigration sample) throws Exception {
            try (TestDatabase database = TestDatabase.onOldest()) {
                SchemaSnapshot before = prepared(sample, database);
                String dumped = sample.fails() ? "" : OldestServer.dump(database.name());
                SchemaVerdict verdict = walk(sample, database, before);
                if (verdict.isRestored()) {
                    String after = OldestServer.dump(database.name());
                    assertThat(sorted(after)).as("what dumps the same").isEqualTo(sorted(dumped));
                    restored.add(sample.name());
                    if (!after.equals(dumped)) {
                        reordered.add(sample.name());
                    }
                }
            }
        }

        @AfterAll
        void dumpsAlmostAlwaysTheSameToTheByte() {
            assertThat(1 - (double) reordered.size() / Math.max(1, restored.size()))
                    .as("share of byte-equal dumps; not equal: %s", reordered)
                    .isGreaterThanOrEqualTo(BYTE_EQUAL);
        }

        /** Its lines in order, without the commas that end all but the last of a table's columns. */
        private static String sorted(String dump) {
            return dump.lines()
                    .map(line -> line.replaceFirst(",$", ""))
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void coversEnoughMigrations() {
        assertThat(SampleMigration.all()).hasSizeGreaterThanOrEqualTo(60);
    }

    private static SchemaSnapshot prepared(SampleMigration sample, TestDatabase database) throws SQLException {
        try (Connection connection = database.open()) {
            sample.prepare(connection);
            return SchemaSnapshot.read(connection, ALL);
        }
    }

    /** {@return the verdict, which is the expected one} */
    private static SchemaVerdict walk(SampleMigration sample, TestDatabase database, SchemaSnapshot before)
            throws SQLException {
        if (sample.fails()) {
            assertThatThrownBy(() -> generate(sample, database)).isInstanceOf(DownException.class);
            return SchemaVerdict.DIFFERENT;
        }
        GeneratedDown down = generate(sample, database);
        assertThat(List.of(down.verdict().name(), down.data().word().name()))
                .as("%s%n%s%n%s", down.proof(), down.data(), down.sql())
                .isEqualTo(sample.expected());
        goForReal(sample, database, down, before);
        return down.verdict();
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
