package dev.switchback.schema.work;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.track.DownOrigin;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Down;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The migrations of a schema for trying them: those that are applied, and those that are to come. For one thread. */
final class History {

    private final SchemaWork work;
    private final Connection connection;
    private final MigrationFolder folder;
    private final List<Step> applied = new ArrayList<>();
    private final List<Step> pending = new ArrayList<>();

    /** A migration, with its row if it is applied. */
    record Step(String version, String title, SqlScript up, Optional<SqlScript> down, Optional<TrackedMigration> row) {

        boolean is(String named) {
            return version.equals(named) || title.equals(named);
        }

        DownOrigin origin() {
            return row.flatMap(TrackedMigration::down).map(Down::origin).orElse(DownOrigin.FILE);
        }
    }

    History(SchemaWork work, Connection connection, MigrationFolder folder) throws SQLException {
        this.work = work;
        this.connection = connection;
        this.folder = folder;
        List<TrackedMigration> rows = work.table().all(connection).stream()
                .filter(row -> !row.leftNothing()) // it is as pending as if it had never been begun
                .toList();
        rows.forEach(row -> applied.add(step(row)));
        for (MigrationFile file : folder.migrations()) {
            if (rows.stream()
                    .noneMatch(row -> row.version().equals(file.version().text()))) {
                pending.add(new Step(file.version().text(), file.shown(), file.up(), file.down(), Optional.empty()));
            }
        }
    }

    private Step step(TrackedMigration row) {
        Dialect dialect = work.target().dialect();
        return new Step(
                row.version(),
                row.title(),
                SqlScript.parse(row.title() + ".up.sql", row.up().sql(), dialect),
                row.down().map(down -> SqlScript.parse(row.title() + ".down.sql", down.sql(), dialect)),
                Optional.of(row));
    }

    List<Step> applied() {
        return applied;
    }

    List<Step> pending() {
        return pending;
    }

    /** {@return whether there is a file of an applied migration that says something else than what was run} */
    boolean isChanged(Step step) {
        return work.version(step.version)
                .flatMap(folder::find)
                .map(file ->
                        !file.up().checksum().equals(step.row.orElseThrow().up().checksum()))
                .orElse(false);
    }

    /** {@return a database to try them in, with the schema as it is now} */
    Rehearsal rehearsal() throws SQLException {
        return Rehearsal.ofNow(work, connection, ups(applied));
    }

    void requireKnown(String version) {
        InvalidValueException.unless(
                applied.stream().anyMatch(step -> step.is(version))
                        || pending.stream().anyMatch(step -> step.is(version)),
                "version",
                "one that a file or the table has",
                version);
    }

    static List<SqlScript> ups(List<Step> steps) {
        return steps.stream().map(Step::up).toList();
    }

    /** A down that was seen to fail is kept as that: a rollback refuses it until somebody mends it. */
    void keep(Step step, TriedDown tried) throws SQLException {
        if (tried.origin() == DownOrigin.GENERATED && !tried.isProven()) {
            return;
        }
        TrackedMigration row = step.row.orElseThrow();
        boolean other =
                row.down().map(known -> !known.sql().equals(tried.sql())).orElse(true);
        if (other && row.isOnItsWayDown() && row.isWithinScript()) {
            throw SchemaChangeException.refused(
                    "keep another down of %s".formatted(row.title()),
                    List.of("a part of the one that is known was run: end that by rollback %s"
                            .formatted(row.version())));
        }
        boolean leaves = tried.data() == DataVerdict.LEFT;
        Down down = new Down(
                tried.sql(), tried.origin(), (leaves && !tried.isWrong() ? Verdict.UNKNOWN : tried.schema()).text());
        work.table()
                .put(
                        connection,
                        new TrackedMigration(
                                row.version(),
                                row.name(),
                                row.up(),
                                Optional.of(down),
                                row.origin(),
                                row.run(),
                                row.schema()));
    }
}
