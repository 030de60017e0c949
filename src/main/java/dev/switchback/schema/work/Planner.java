package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.down.data.DataCheck;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.PlannedRollback.Refusal;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.safety.ColumnUses;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.safety.Dependants;
import dev.switchback.schema.safety.Findings;
import dev.switchback.schema.safety.Replaced;
import dev.switchback.schema.safety.SafetyCheck;
import dev.switchback.schema.safety.Spelling;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlScriptException;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.track.DownOrigin;
import dev.switchback.schema.track.MigrationState;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.schema.track.TrackedMigration.Down;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out what a rollback would do. Changes nothing. For one thread. */
public final class Planner {

    private static final List<String> CHANGING_ROWS =
            List.of("INSERT", "UPDATE", "DELETE", "TRUNCATE", "MERGE", "COPY", "CALL", "WITH");

    private final SchemaWork work;
    private final Connection connection;
    private final List<TrackedMigration> rows;
    private final SchemaSnapshot live;

    /** Makes one. */
    public Planner(SchemaWork work, Connection connection, List<TrackedMigration> rows) throws SQLException {
        this.work = work;
        this.connection = connection;
        this.rows = rows;
        this.live = work.snapshot(connection);
    }

    /** {@return what rolling these back would do} */
    public SchemaPlan plan(List<TrackedMigration> chosen, RollbackOptions options) throws SQLException {
        List<PlannedRollback> planned = new ArrayList<>();
        for (TrackedMigration row : chosen) {
            planned.add(plan(row, chosen, options));
        }
        return new SchemaPlan(work.where(), planned, warnings(options));
    }

    private PlannedRollback plan(TrackedMigration row, List<TrackedMigration> chosen, RollbackOptions options)
            throws SQLException {
        if (row.leftNothing()) { // its down would take back what somebody else made
            String effect = "nothing in the schema: nothing of it is in effect, and it is only tracked no more";
            return new PlannedRollback(
                    row, Optional.empty(), List.of(), List.of(effect), List.of(), 0, DataVerdict.NONE_AFFECTED);
        }
        List<Refusal> refusals = new ArrayList<>();
        if (options.trash() && work.target().dialect() != Dialect.POSTGRESQL) {
            refusals.add(new Refusal("--trash needs PostgreSQL: run the rollback without it", false));
        }
        Optional<SqlScript> down = script(row, refusals);
        Optional<Delta> own = delta(row, live);
        List<String> warnings = new ArrayList<>();
        if (own.isEmpty()) {
            warnings.add("what the schema was before %s is not known: nobody can say what this does, or check it"
                    .formatted(row.title()));
            return new PlannedRollback(row, down, refusals, statements(down), warnings, 0, DataVerdict.UNKNOWN);
        }
        dependants(row, chosen)
                .forEach((other, what) -> refusals.add(new Refusal(
                        "%s stays, and depends on it: %s".formatted(other, String.join(", ", what)), false)));
        Findings found = SafetyCheck.of(
                connection, own.get(), down.map(SqlScript::statements).orElse(List.of()), kept(row));
        if (down.isPresent() && mendsRows(down.get())) {
            found.obstacles()
                    .all()
                    .forEach(why ->
                            warnings.add("%s: if the down does not mend that, all of it is undone".formatted(why)));
        } else {
            found.obstacles().certain().forEach(why -> refusals.add(new Refusal(why, false)));
            found.obstacles().likely().forEach(why -> refusals.add(new Refusal(why, true)));
        }
        warnings.addAll(found.warnings());
        return new PlannedRollback(
                row, down, refusals, found.effects(), warnings, found.rows(), data(row, own.get(), found, down));
    }

    /** Only a generated down has values put back. */
    private Map<String, String> kept(TrackedMigration row) throws SQLException {
        boolean generated = work.target().dialect() == Dialect.POSTGRESQL
                && row.down().map(down -> down.origin() == DownOrigin.GENERATED).orElse(false);
        return generated ? new UpTrash(connection, work.target(), row.version()).lacking() : Map.of();
    }

    /** {@return what a migration did, as far as the schema now shows it; empty if nobody looked before it} */
    static Optional<Delta> delta(TrackedMigration row, SchemaSnapshot now) {
        return row.schema()
                .snapshot()
                .map(SnapshotText::unpack)
                .map(before -> row.schema().after().isPresent()
                        ? new Delta(before, now, new TreeSet<>(row.schema().touched()))
                        : Delta.between(before.asSeenFrom(now), now)); // not ended, everything since is its own
    }

    private Optional<SqlScript> script(TrackedMigration row, List<Refusal> refusals) {
        if (row.down().isEmpty()) {
            refusals.add(new Refusal(
                    "no down of %s is known: generate one by generate-down %s".formatted(row.title(), row.version()),
                    false));
            return Optional.empty();
        }
        Down down = row.down().get();
        try {
            SqlScript script = SqlScript.parse(
                    row.title() + ".down.sql", down.sql(), work.target().dialect());
            boolean proven = down.isVerified() || script.mode() == TransactionMode.SINGLE;
            if (!proven) {
                refusals.add(new Refusal(
                        "the down of %s was never tried, and cannot be undone if it is wrong: %s"
                                .formatted(
                                        row.title(),
                                        work.canTryDowns()
                                                ? "try it by verify %s".formatted(row.version())
                                                : "read it, and go over this by --force"),
                        true));
            }
            return Optional.of(script);
        } catch (SqlScriptException unusable) {
            refusals.add(new Refusal(String.valueOf(unusable.getMessage()), false));
            return Optional.empty();
        }
    }

    private Map<String, List<String>> dependants(TrackedMigration row, List<TrackedMigration> chosen)
            throws SQLException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        Optional<Delta> own = delta(row, live);
        Set<String> uses = own.isPresent() ? ColumnUses.of(connection, own.get()) : Set.of();
        for (TrackedMigration later : rows) {
            boolean stays = later.run().order() > row.run().order()
                    && chosen.stream().noneMatch(one -> one.version().equals(later.version()));
            if (stays && own.isPresent()) {
                delta(later, live)
                        .map(theirs -> Dependants.of(own.get(), theirs, uses))
                        .filter(what -> !what.isEmpty())
                        .ifPresent(what -> found.put(later.title(), what));
            }
        }
        return found;
    }

    private static List<String> statements(Optional<SqlScript> down) {
        return down.map(script -> script.statements().stream()
                        .map(SqlStatement::shown)
                        .map("run %s"::formatted)
                        .toList())
                .orElse(List.of());
    }

    /** Rows that the up itself wrote are not those that were there before; nor need a written down keep them. */
    private DataVerdict data(TrackedMigration row, Delta own, Findings found, Optional<SqlScript> down) {
        if (found.rows() > 0 || found.losesOldData()) {
            return DataVerdict.LOST;
        }
        Dialect dialect = work.target().dialect();
        try {
            SqlScript up = SqlScript.parse(row.title(), row.up().sql(), dialect);
            boolean written =
                    row.down().map(Down::origin).filter(DownOrigin.FILE::equals).isPresent();
            boolean unsure = found.isUnsure() || replaces(up, own) || (written && replaces(down.orElse(up), own));
            return unsure ? DataVerdict.UNKNOWN : DataVerdict.NONE_AFFECTED;
        } catch (SqlScriptException unusable) {
            return DataVerdict.UNKNOWN;
        }
    }

    private boolean replaces(SqlScript script, Delta own) {
        return changesRows(script)
                || Replaced.any(script.statements(), own, work.target().dialect());
    }

    private boolean changesRows(SqlScript script) {
        Dialect dialect = work.target().dialect();
        return script.statements().stream()
                .anyMatch(statement -> DataCheck.mayWrite(statement.text())
                        || CHANGING_ROWS.stream().anyMatch(word -> statement.startsWith(dialect, word)));
    }

    /** A down that changes rows before it restores what they must be like may be tried: failing costs nothing. */
    private boolean mendsRows(SqlScript down) {
        return down.mode() == TransactionMode.SINGLE && work.target().dialect() != Dialect.H2 && changesRows(down);
    }

    private List<String> warnings(RollbackOptions options) {
        List<String> warnings = new ArrayList<>();
        backup(options).ifPresent(warnings::add);
        boolean settled = rows.stream().allMatch(row -> row.state() == MigrationState.APPLIED);
        Optional<String> left = rows.isEmpty()
                ? Optional.empty()
                : rows.get(rows.size() - 1).schema().after();
        if (settled && left.isPresent() && !SchemaWork.isWhatWasLeft(live, left.get())) {
            TrackedMigration last = rows.get(rows.size() - 1);
            warnings.add("the schema is not what %s left: %s"
                    .formatted(
                            last.title(),
                            isOfAnotherServer(last, live)
                                    ? "the server was another version then, and writes definitions in another way"
                                    : "something changed it besides, and stays as it is"));
        }
        return warnings;
    }

    static boolean isOfAnotherServer(TrackedMigration row, SchemaSnapshot live) {
        return row.schema()
                .snapshot()
                .map(SnapshotText::unpack)
                .map(stored -> Spelling.isOfAnotherServer(stored, live))
                .orElse(false);
    }

    private Optional<String> backup(RollbackOptions options) {
        if (options.backup().isEmpty()) {
            return Optional.of("no backup is known: name the last one by --backup or MIGRATION_DB_BACKUP");
        }
        Path file = options.backup().get();
        try {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            Instant last = rows.stream()
                    .map(row -> row.run().appliedAt())
                    .max(Instant::compareTo)
                    .orElse(Instant.MIN);
            return made.isBefore(last)
                    ? Optional.of("the backup %s is of %s, older than the last migration".formatted(file, made))
                    : Optional.empty();
        } catch (IOException missing) {
            return Optional.of("the backup %s cannot be found".formatted(file));
        }
    }

    SchemaSnapshot live() {
        return live;
    }
}
