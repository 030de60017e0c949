package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.run.StatementFailedException;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.work.History.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tries downs. Pending migrations are tried one after the other from the schema as it is now; applied ones are taken
 * back one after the other from there, and put on again. For one thread, whoever holds the lock.
 */
public final class Trials {

    private static final SchemaDifference NOTHING = new SchemaDifference(List.of(), List.of());

    private final SchemaWork work;
    private final History history;

    /** Makes one. */
    public Trials(SchemaWork work, Connection connection, MigrationFolder folder) throws SQLException {
        this.work = work;
        this.history = new History(work, connection, folder);
    }

    /** {@return what came of each in the order of the migrations, those whose down is not known left out} */
    public List<TriedDown> verify(Optional<String> version) throws SQLException {
        version.ifPresent(history::requireKnown);
        List<TriedDown> tried = new ArrayList<>();
        if (version.isEmpty() || history.applied().stream().anyMatch(step -> step.is(version.get()))) {
            tried.addAll(backwards(version));
        }
        if (version.isEmpty() || history.pending().stream().anyMatch(step -> step.is(version.get()))) {
            tried.addAll(forwards(version));
        }
        return tried;
    }

    private List<TriedDown> backwards(Optional<String> version) throws SQLException {
        List<TriedDown> tried = new ArrayList<>();
        if (history.applied().isEmpty()) {
            return tried;
        }
        try (Rehearsal rehearsal = history.rehearsal()) {
            for (int index = history.applied().size() - 1; index >= 0; index--) {
                Step step = history.applied().get(index);
                boolean wanted = version.isEmpty() || step.is(version.get());
                if (!wanted) {
                    continue; // the only one is tried with all that came after it in place
                }
                if (step.down().isEmpty()) {
                    break; // there is no way to what was before it
                }
                TriedDown one = back(rehearsal, step);
                history.keep(step, one);
                tried.add(one);
                if (!one.isProven()) {
                    break;
                }
                rehearsal.run(step.down().get());
            }
        }
        Collections.reverse(tried);
        return tried;
    }

    /** From after the migration: down, compared with what it touched, up again, compared with what was. */
    private TriedDown back(Rehearsal rehearsal, Step step) throws SQLException {
        Instant begin = work.now();
        SchemaSnapshot after = rehearsal.look();
        try {
            rehearsal.run(step.down().orElseThrow());
            Restored restored = Planner.delta(step.row().orElseThrow(), after)
                    .map(own -> looked(rehearsal, own, after))
                    .orElse(Restored.UNKNOWN);
            if (restored.verdict() == Verdict.DIFFERENT) {
                return tried(step, restored.verdict(), restored.differences(), NOTHING, begin);
            }
            rehearsal.run(step.up());
            SchemaDifference again = SchemaDifference.between(after, rehearsal.look());
            return tried(step, restored.verdict(), restored.differences(), again, begin);
        } catch (StatementFailedException failed) {
            return failed(step, failed, begin);
        }
    }

    private static Restored looked(Rehearsal rehearsal, Delta own, SchemaSnapshot after) {
        try {
            return Restored.of(own, after, rehearsal.look());
        } catch (SQLException failed) {
            throw SchemaChangeException.failed("look at the copy", failed);
        }
    }

    private List<TriedDown> forwards(Optional<String> version) throws SQLException {
        List<TriedDown> tried = new ArrayList<>();
        try (Rehearsal rehearsal = history.rehearsal()) {
            for (Step step : history.pending()) {
                boolean wanted = version.isEmpty() || step.is(version.get());
                if (wanted && step.down().isPresent()) {
                    TriedDown one = forth(rehearsal, step);
                    tried.add(one);
                    if (!one.isProven()) {
                        break; // what it left is not what the next one begins with
                    }
                } else if (!isRun(rehearsal, step, version)) {
                    break; // the others are not tried either
                }
                if (wanted && version.isPresent()) {
                    break;
                }
            }
        }
        return tried;
    }

    /** For all of them, what was found so far counts also when an up fails; for one, the reason is all there is. */
    private static boolean isRun(Rehearsal rehearsal, Step step, Optional<String> version) throws SQLException {
        try {
            rehearsal.run(step.up());
            return true;
        } catch (StatementFailedException failed) {
            if (version.isPresent()) {
                throw failed;
            }
            return false;
        }
    }

    /** From before the migration: up, down, compared, and up again, which is how it is left. */
    private TriedDown forth(Rehearsal rehearsal, Step step) throws SQLException {
        Instant begin = work.now();
        SchemaSnapshot before = rehearsal.look();
        Optional<SchemaSnapshot> outside = rehearsal.hasOutside() ? Optional.of(rehearsal.outside()) : Optional.empty();
        try {
            rehearsal.run(step.up());
            SchemaSnapshot after = rehearsal.look();
            rehearsal.run(step.down().orElseThrow());
            List<String> left = outside.isPresent() ? rehearsal.changedOutside(outside.get()) : List.of();
            if (!left.isEmpty()) {
                return tried(step, Verdict.DIFFERENT, left, NOTHING, begin);
            }
            SchemaDifference found = SchemaDifference.between(before, rehearsal.look());
            Verdict verdict = Verdict.valueOf(found.verdict().name());
            if (verdict == Verdict.DIFFERENT) {
                return tried(step, verdict, found.lines(), NOTHING, begin);
            }
            rehearsal.run(step.up());
            SchemaDifference again = SchemaDifference.between(after, rehearsal.look());
            return tried(step, verdict, found.lines(), again, begin);
        } catch (StatementFailedException failed) {
            return failed(step, failed, begin);
        }
    }

    private TriedDown tried(
            Step step, Verdict verdict, List<String> differences, SchemaDifference again, Instant begin) {
        List<String> notes = new ArrayList<>(differences);
        again.changes().forEach(change -> notes.add("after it, the up comes to something else: " + change));
        return new TriedDown(
                step.version(),
                step.title(),
                step.down().orElseThrow().text(),
                step.origin(),
                again.changes().isEmpty() ? verdict : Verdict.DIFFERENT,
                DataVerdict.UNKNOWN,
                notes,
                work.since(begin));
    }

    private TriedDown failed(Step step, StatementFailedException failed, Instant begin) {
        return new TriedDown(
                step.version(),
                step.title(),
                step.down().orElseThrow().text(),
                step.origin(),
                Verdict.DIFFERENT,
                DataVerdict.UNKNOWN,
                List.of("in the copy: %s".formatted(failed.getMessage())),
                work.since(begin));
    }
}
