package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchback.schema.catalog.SchemaVerdict;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.testing.DebianPostgres;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The verdict beside another witness: what {@code pg_dump --schema-only} says before an up and after its down. */
class ByteEqualityTest {

    private static final double BYTE_EQUAL = 0.93;

    /** What a migration came to: our verdict, and whether the dump is the same as it stands, and but for its order. */
    private record Dumped(SampleMigration sample, SchemaVerdict verdict, boolean strict, boolean loose) {}

    @Test
    void saysRestoredOnlyOfWhatDumpsTheSame() throws Exception {
        assumeTrue(DebianPostgres.isInstalled(), "Debian's PostgreSQL 15 is not installed");
        List<Dumped> dumped = new ArrayList<>();
        for (SampleMigration sample : SampleMigration.all()) {
            if (!sample.fails()) {
                dumped.add(dumped(sample));
            }
        }

        assertThat(dumped)
                .as("what is said to be restored and is not")
                .noneMatch(each -> each.verdict().isRestored() && !each.loose());
        List<Dumped> restored =
                dumped.stream().filter(each -> each.verdict().isRestored()).toList();
        List<Dumped> reordered =
                restored.stream().filter(each -> !each.strict()).toList();
        assertThat(1 - (double) reordered.size() / restored.size())
                .as("share of byte-equal dumps; not equal: %s", reordered)
                .isGreaterThanOrEqualTo(BYTE_EQUAL);
    }

    private static Dumped dumped(SampleMigration sample) throws Exception {
        try (TestDatabase database = TestDatabase.onOldest()) {
            try (Connection connection = database.open()) {
                sample.prepare(connection);
            }
            String before = OldestServer.dump(database.name());
            GeneratedDown down;
            try (Clone clone = database.clones().copy()) {
                down = DownGenerator.in(clone, SnapshotScope.everything()).generate(sample.up());
            }
            try (Connection connection = database.open()) {
                TestDatabase.run(connection, sample.up().statements().toArray(String[]::new));
                TestDatabase.run(connection, down.statements().toArray(String[]::new));
            }
            String after = OldestServer.dump(database.name());
            return new Dumped(
                    sample, down.verdict(), before.equals(after), sorted(before).equals(sorted(after)));
        }
    }

    /** Its lines in order, without the commas that end all but the last of a table's columns. */
    private static String sorted(String dump) {
        return dump.lines().map(line -> line.replaceFirst(",$", "")).sorted().collect(Collectors.joining("\n"));
    }
}
