package dev.switchback.schema.down;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.catalog.SnapshotScope;
import dev.switchback.schema.down.clone.Clone;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our own migrations find, built anew in an empty database from its catalogs alone. */
class SchemaCopyTest {

    private static final SnapshotScope ALL = SnapshotScope.everything();
    private static final String WITHOUT_PASSWORD = "user mapping FOR PUBLIC SERVER s: is missing";

    @ParameterizedTest
    @MethodSource("dev.switchback.schema.down.SampleMigration#some")
    void isTheSameSchemaWhileOthersAreConnected(SampleMigration sample) throws SQLException {
        copy(sample);
    }

    @Tag("campaign")
    @ParameterizedTest
    @MethodSource("dev.switchback.schema.down.SampleMigration#all")
    void isTheSameSchemaWhicheverItIs(SampleMigration sample) throws SQLException {
        copy(sample);
    }

    private static void copy(SampleMigration sample) throws SQLException {
        try (TestDatabase database = TestDatabase.onNewest();
                Connection source = database.open()) {
            sample.prepare(source);

            try (Clone copy = SchemaCopy.of(database.clones(), source)) {
                SchemaSnapshot expected = SchemaSnapshot.read(source, ALL);
                SchemaSnapshot built = SchemaSnapshot.read(copy.connection(), ALL);
                assertThat(SchemaDifference.between(expected, built).lines())
                        .filteredOn(line -> !line.equals(WITHOUT_PASSWORD))
                        .isEmpty();
            }
        }
    }
}
