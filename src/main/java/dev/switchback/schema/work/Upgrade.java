package dev.switchback.schema.work;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.Standing;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.model.UpReport;
import dev.switchback.schema.model.UpReport.Applied;
import dev.switchback.schema.model.UpReport.Failed;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.sql.files.MigrationVersion;
import dev.switchback.schema.track.MigrationState;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Down;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of {@code up}. For one thread, whoever holds the lock. */
public final class Upgrade {

    private final SchemaWork work;
    private final Connection connection;
    private final MigrationFolder folder;

    /** Makes one. */
    public Upgrade(SchemaWork work, Connection connection, MigrationFolder folder) {
        this.work = work;
        this.connection = connection;
        this.folder = folder;
    }

    /**
     * Makes sure that there is a file of the last version to apply.
     *
     * @throws InvalidValueException if there is none
     */
    public static void requireKnown(MigrationFolder folder, UpOptions options) {
        options.to()
                .ifPresent(text -> InvalidValueException.unless(
                        folder.find(MigrationVersion.parse("to", text)).isPresent(),
                        "to",
                        "one of which there is a file: %s"
                                .formatted(folder.migrations().stream()
                                        .map(file -> file.version().text())
                                        .toList()),
                        text));
    }

    /**
     * Applies what is pending.
     *
     * @throws SchemaChangeException if it is refused, with every reason
     */
    public UpReport run(UpOptions options) throws SQLException {
        List<TrackedMigration> rows = work.table().all(connection);
        List<MigrationStatus> statuses = new StatusReader(work, folder).migrations(rows);
        List<MigrationFile> wanted = wanted(options, statuses);
        List<String> refusals = refusals(statuses, wanted, options);
        Optional<String> schema = Optional.ofNullable(connection.getSchema());
        wanted.forEach(file -> refusals.addAll(file.changesOf(work.table().name(), schema)));
        if (!refusals.isEmpty()) {
            throw SchemaChangeException.refused("apply migrations", refusals);
        }
        List<Applied> applied = new ArrayList<>();
        Optional<Failed> failed = Optional.empty();
        if (!wanted.isEmpty()) {
            long batch = work.table().nextBatch(connection);
            Applier applier = new Applier(work, connection, options.trash());
            Map<String, Down> generated = generated(wanted);
            for (MigrationFile file : wanted) {
                Optional<TrackedMigration> known = rows.stream()
                        .filter(row -> row.version().equals(file.version().text()))
                        .findFirst();
                Applier.Result result = apply(
                        applier,
                        file,
                        known,
                        new Run(
                                batch,
                                options,
                                Optional.ofNullable(generated.get(file.version().text()))));
                result.applied().ifPresent(applied::add);
                failed = result.failed();
                if (failed.isPresent()) {
                    break;
                }
            }
        }
        return new UpReport(work.where(), applied, failed, pending(statuses) - applied.size());
    }

    /** Without one that is proven to restore the schema nothing is run at all. */
    private Map<String, Down> generated(List<MigrationFile> wanted) throws SQLException {
        List<String> missing = wanted.stream()
                .filter(file -> file.down().isEmpty())
                .map(file -> file.version().text())
                .toList();
        Map<String, Down> downs = new HashMap<>();
        if (!missing.isEmpty()) {
            List<String> refusals = new ArrayList<>();
            for (TriedDown tried : new DownMaking(work, connection, folder).generate(missing)) {
                downs.put(
                        tried.version(),
                        new Down(tried.sql(), tried.origin(), tried.schema().text()));
                if (!tried.isProven()) {
                    refusals.add(
                            "no down of %s can be made: %s".formatted(tried.title(), String.join("; ", tried.notes())));
                }
            }
            if (!refusals.isEmpty()) {
                throw SchemaChangeException.refused("apply migrations", refusals);
            }
        }
        return downs;
    }

    private static int pending(List<MigrationStatus> statuses) {
        return (int) statuses.stream().filter(Upgrade::isOpen).count();
    }

    private static boolean isOpen(MigrationStatus status) {
        return status.standing() == Standing.PENDING || isHalfUp(status);
    }

    /** Its up was begun and did not end. */
    private static boolean isHalfUp(MigrationStatus status) {
        return status.row()
                .map(row -> row.state() == MigrationState.APPLYING
                        || row.run()
                                .failure()
                                .map(failure -> failure.direction().equals("up"))
                                .orElse(false))
                .orElse(false);
    }

    private List<MigrationFile> wanted(UpOptions options, List<MigrationStatus> statuses) {
        Optional<MigrationVersion> to = options.to().map(text -> MigrationVersion.parse("to", text));
        return folder.migrations().stream()
                .filter(file -> to.isEmpty() || file.version().compareTo(to.get()) <= 0)
                .filter(file -> statuses.stream()
                        .anyMatch(
                                status -> status.version().equals(file.version().text()) && isOpen(status)))
                .toList();
    }

    private List<String> refusals(List<MigrationStatus> statuses, List<MigrationFile> wanted, UpOptions options) {
        List<String> refusals = new ArrayList<>();
        if (options.trash() && work.target().dialect() != Dialect.POSTGRESQL) {
            refusals.add("--trash needs PostgreSQL: apply without it");
        }
        for (MigrationStatus status : statuses) {
            boolean changed = status.standing() == Standing.CHANGED || hasOtherScript(status);
            if (changed) {
                refusals.add("%s was changed after it was run: get the old file, or roll it back by rollback %s"
                        .formatted(status.title(), status.version()));
            } else if (status.row().map(TrackedMigration::isHalfDown).orElse(false)) {
                refusals.add("%s is %s: end that by rollback %s"
                        .formatted(
                                status.title(),
                                status.row().orElseThrow().isUpUnended()
                                        ? "half applied, and its rollback was begun"
                                        : "half rolled back",
                                status.version()));
            } else if (isHalfUp(status) && status.file().isEmpty()) {
                refusals.add("%s is half applied, and its file is not here: roll it back by rollback %s"
                        .formatted(status.title(), status.version()));
            }
        }
        for (MigrationFile file : wanted) {
            if (file.down().isEmpty() && !options.generateDowns()) {
                refusals.add("%s has no down: write one, or generate it by generate-down".formatted(file.shown()));
            }
            if (options.trash() && file.up().mode() != TransactionMode.SINGLE) {
                refusals.add(
                        "%s does not run in one transaction, so that what it drops is not kept: apply it without --trash"
                                .formatted(file.shown()));
            }
        }
        return refusals;
    }

    /** What was run in part may only go on with the same script; what left nothing may be mended. */
    private static boolean hasOtherScript(MigrationStatus status) {
        return isHalfUp(status)
                && !status.row().orElseThrow().leftNothing()
                && status.file()
                        .map(file -> !file.up()
                                .checksum()
                                .equals(status.row().orElseThrow().up().checksum()))
                        .orElse(false);
    }

    private record Run(long batch, UpOptions options, Optional<Down> generated) {}

    private Applier.Result apply(Applier applier, MigrationFile file, Optional<TrackedMigration> known, Run run)
            throws SQLException {
        String version = file.version().text();
        Applier.Result first = applier.apply(file, known, run.batch, run.generated);
        if (first.failed().isEmpty() || run.options.onFailure() == UpOptions.OnFailure.STOP) {
            return first;
        }
        TrackedMigration half = work.table().find(connection, version).orElseThrow();
        if (!half.leftNothing() && !new HalfUp(work, connection).undo(half)) {
            return first;
        }
        return applier.apply(file, work.table().find(connection, version), run.batch, run.generated);
    }
}
