package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Standing;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.track.MigrationState;
import dev.switchback.schema.track.SchemaLock;
import dev.switchback.schema.track.TrackedMigration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Puts together what the files and the database say of migrations. Changes nothing. */
public final class StatusReader {

    private final SchemaWork work;
    private final MigrationFolder folder;

    /** Makes one. */
    public StatusReader(SchemaWork work, MigrationFolder folder) {
        this.work = work;
        this.folder = folder;
    }

    /** {@return where all migrations stand} */
    public SchemaStatus read(Connection connection) throws SQLException {
        List<TrackedMigration> rows = work.table().all(connection);
        return new SchemaStatus(work.where(), migrations(rows), invalidIndexes(connection), drift(connection, rows));
    }

    /** {@return where each migration stands, those that are applied first} */
    public List<MigrationStatus> migrations(List<TrackedMigration> rows) throws SQLException {
        Map<String, MigrationFile> files = new HashMap<>();
        folder.migrations().forEach(file -> files.put(file.version().text(), file));
        List<MigrationStatus> found = new ArrayList<>();
        for (TrackedMigration row : rows) {
            found.add(applied(row, Optional.ofNullable(files.remove(row.version()))));
        }
        boolean late = false;
        for (MigrationFile file : folder.migrations()) {
            if (files.containsKey(file.version().text())) {
                late = isBeforeAnApplied(file, rows);
                found.add(new MigrationStatus(
                        file.version().text(),
                        file.name(),
                        Standing.PENDING,
                        Optional.empty(),
                        Optional.of(file),
                        late ? "it is older than one that is applied" : ""));
            }
        }
        return found;
    }

    private boolean isBeforeAnApplied(MigrationFile file, List<TrackedMigration> rows) {
        return rows.stream()
                .flatMap(row -> work.version(row.version()).stream())
                .anyMatch(version -> version.compareTo(file.version()) > 0);
    }

    private MigrationStatus applied(TrackedMigration row, Optional<MigrationFile> file) throws SQLException {
        Standing standing = standing(row, file);
        String name = row.name().isEmpty() ? file.map(MigrationFile::name).orElse("") : row.name();
        return new MigrationStatus(row.version(), name, standing, Optional.of(row), file, note(standing, row));
    }

    private Standing standing(TrackedMigration row, Optional<MigrationFile> file) throws SQLException {
        if (row.state() == MigrationState.FAILED) {
            return Standing.FAILED;
        }
        if (row.state() != MigrationState.APPLIED) {
            return SchemaLock.isHeld(work.target(), work.table().name()) ? Standing.RUNNING : Standing.INTERRUPTED;
        }
        if (file.isEmpty()) {
            boolean broken = work.version(row.version())
                    .map(version -> new TreeSet<>(folder.brokenVersions()).contains(version))
                    .orElse(false);
            return broken ? Standing.APPLIED : Standing.PHANTOM; // what cannot be read is not absent
        }
        return file.get().up().checksum().equals(row.up().checksum()) ? Standing.APPLIED : Standing.CHANGED;
    }

    private static String note(Standing standing, TrackedMigration row) {
        return switch (standing) {
            case FAILED -> failed(row);
            case INTERRUPTED -> interrupted(row);
            case PHANTOM ->
                "applied from branch %s, commit %s"
                        .formatted(row.origin().branch(), shortened(row.origin().commit()));
            case CHANGED -> "its file is not the one that was run";
            default -> row.down().isEmpty() ? "no down is known" : "";
        };
    }

    private static String shortened(String commit) {
        return commit.length() > 12 ? commit.substring(0, 12) : commit;
    }

    private static String failed(TrackedMigration row) {
        TrackedMigration.Failure failure = row.run().failure().orElse(new TrackedMigration.Failure("up", "", ""));
        String next = failure.direction().equals("up")
                ? row.leftNothing()
                        ? "mend the script and run up again"
                        : "run rollback %s, or mend the cause and run up again".formatted(row.version())
                : "mend the cause and run rollback %s again".formatted(row.version());
        return "%s failed at %s: %s; %s; %s"
                .formatted(
                        failure.direction(),
                        failure.statement(),
                        failure.error(),
                        extent(row, failure.direction()),
                        next);
    }

    private static String interrupted(TrackedMigration row) {
        boolean up = row.state() == MigrationState.APPLYING;
        String next = up
                ? row.leftNothing() ? "run up again" : "run up again to go on, or rollback %s".formatted(row.version())
                : "run rollback %s again to go on".formatted(row.version());
        return "its process died in its %s; %s; %s"
                .formatted(up ? "up" : "down", extent(row, up ? "up" : "down"), next);
    }

    /** What of the script took effect. */
    private static String extent(TrackedMigration row, String direction) {
        if (row.run().done() == 0 && !row.run().started()) {
            return direction.equals("up") ? "nothing of it is in effect" : "nothing of it was undone";
        }
        return "%d of its statements are done%s"
                .formatted(row.run().done(), row.run().started() ? ", the next one was begun" : "");
    }

    private List<String> drift(Connection connection, List<TrackedMigration> rows) throws SQLException {
        Optional<String> last = rows.isEmpty()
                ? Optional.empty()
                : rows.get(rows.size() - 1).schema().after();
        boolean settled = rows.stream().allMatch(row -> row.state() == MigrationState.APPLIED);
        if (last.isEmpty() || !settled) {
            return List.of();
        }
        SchemaSnapshot live = work.snapshot(connection);
        if (SchemaWork.isWhatWasLeft(live, last.get())) {
            return List.of();
        }
        TrackedMigration row = rows.get(rows.size() - 1);
        return List.of("the schema is not what %s left: %s"
                .formatted(
                        row.title(),
                        Planner.isOfAnotherServer(row, live)
                                ? "the server was another version then, and writes definitions in another way"
                                : "something changed it besides"));
    }

    static List<String> differences(SchemaSnapshot expected, SchemaSnapshot actual) {
        return SchemaDifference.between(expected, actual).lines();
    }

    private List<String> invalidIndexes(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        if (work.target().dialect() != Dialect.POSTGRESQL) {
            return found;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select i.indexrelid::regclass::text from pg_index i"
                        + " join pg_class c on c.oid = i.indexrelid"
                        + " join pg_namespace n on n.oid = c.relnamespace"
                        + " where not i.indisvalid and n.nspname !~ '^pg_' order by 1")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
