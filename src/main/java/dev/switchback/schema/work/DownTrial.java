package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.down.data.DataCheck;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.run.StatementFailedException;
import dev.switchback.schema.safety.Delta;
import dev.switchback.schema.safety.RowTally;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.work.History.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A down that is tried in a copy, and what was seen of it. For one thread, and for one way through it. */
final class DownTrial {

    private final SchemaWork work;
    private final Rehearsal rehearsal;
    private final Step step;
    private final SqlScript down;
    private final boolean writes;
    private final Instant begin;
    private final List<RowTally> tallies = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private SqlScript running;
    private boolean inOrder;

    /** Begins with one that {@link #isPossible}. */
    DownTrial(SchemaWork work, Rehearsal rehearsal, Step step) {
        this.work = work;
        this.rehearsal = rehearsal;
        this.step = step;
        this.down = step.down().orElseThrow();
        this.running = down;
        this.writes = step.up().statements().stream().anyMatch(one -> DataCheck.mayWrite(one.text()));
        this.begin = work.now();
    }

    /** {@return whether there is a down, and nothing in the way of trying it} */
    static boolean isPossible(Step step) {
        return step.down().isPresent() && beyond(step).isEmpty();
    }

    private static Optional<String> beyond(Step step) {
        for (SqlScript script : List.of(step.up(), step.down().orElse(step.up()))) {
            Optional<String> found = Rehearsal.beyond(script)
                    .map(statement -> "line %d of %s changes the server, not the database"
                            .formatted(statement.line(), script.file()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** {@return that a down is not tried, since that would change the server that the copy is on} */
    static TriedDown beyondTheCopy(Step step) {
        return notTried(step, beyond(step).orElseThrow());
    }

    /** {@return that a down is not tried} */
    static TriedDown notTried(Step step, String why) {
        return new TriedDown(
                step.version(),
                step.title(),
                step.down().orElseThrow().text(),
                step.origin(),
                Verdict.UNKNOWN,
                DataVerdict.UNKNOWN,
                List.of("not tried: %s".formatted(why)),
                Duration.ZERO);
    }

    /**
     * Goes from after the migration: down, compared with what it touched, up again, compared with what was, and down, to
     * what was before it.
     */
    TriedDown back(SchemaSnapshot after) throws SQLException {
        try {
            run(down);
            SchemaSnapshot reached = rehearsal.look();
            Optional<Delta> own = Planner.delta(step.row().orElseThrow(), after);
            Restored restored = own.isPresent() ? Restored.of(own.get(), after, reached) : Restored.UNKNOWN;
            notes.addAll(own.isPresent() ? restored.differences() : List.of("what was before it is not known"));
            if (restored.verdict() == Verdict.DIFFERENT) {
                return of(Verdict.DIFFERENT);
            }
            count();
            run(step.up());
            count();
            SchemaSnapshot again = rehearsal.look();
            if (isElsewhere("after it, the up comes to something else", after, again)) {
                return of(Verdict.DIFFERENT);
            }
            run(down);
            count();
            if (isElsewhere("the second time it comes to something else", reached, rehearsal.look())) {
                return of(Verdict.DIFFERENT);
            }
            return ended(restored.verdict(), SchemaDifference.between(reached, again));
        } catch (StatementFailedException failed) {
            return failed(failed, Verdict.DIFFERENT);
        }
    }

    /** Goes from before the migration: up, down, compared, and up again, which is how it is left. */
    TriedDown forth() throws SQLException {
        SchemaSnapshot before = rehearsal.look();
        Optional<SchemaSnapshot> outside = rehearsal.hasOutside() ? Optional.of(rehearsal.outside()) : Optional.empty();
        Verdict whatAFailureSays = Verdict.UNKNOWN; // of the down, which has not run
        try {
            count();
            run(step.up());
            whatAFailureSays = Verdict.DIFFERENT;
            count();
            SchemaSnapshot after = rehearsal.look();
            run(down);
            count();
            notes.addAll(outside.isPresent() ? rehearsal.changedOutside(outside.get()) : List.of());
            if (!notes.isEmpty()) {
                return of(Verdict.DIFFERENT);
            }
            SchemaDifference found = SchemaDifference.between(before, rehearsal.look());
            notes.addAll(found.lines());
            if (!found.verdict().isRestored()) {
                return of(Verdict.DIFFERENT);
            }
            run(step.up());
            if (isElsewhere("after it, the up comes to something else", after, rehearsal.look())) {
                return of(Verdict.DIFFERENT);
            }
            return ended(Verdict.valueOf(found.verdict().name()), SchemaDifference.between(before, after));
        } catch (StatementFailedException failed) {
            return failed(failed, whatAFailureSays);
        }
    }

    private void run(SqlScript script) throws SQLException {
        running = script;
        rehearsal.run(script);
    }

    private void count() throws SQLException {
        if (writes) {
            tallies.add(rehearsal.tally());
        }
    }

    private boolean isElsewhere(String what, SchemaSnapshot expected, SchemaSnapshot reached) {
        List<SchemaDifference.Change> changes =
                SchemaDifference.between(expected, reached).changes();
        changes.forEach(change -> notes.add("%s: %s".formatted(what, change)));
        return !changes.isEmpty();
    }

    /** {@return whether the copy is what the next one begins with} */
    boolean isInOrder() {
        return inOrder;
    }

    /** Where an up changes rows alone, that the schema is as it was proves nothing. */
    private TriedDown ended(Verdict schema, SchemaDifference own) {
        inOrder = schema != Verdict.UNKNOWN;
        if (!writes) {
            return of(schema);
        }
        List<String> left = tallies.get(0).changedBy(tallies.get(2));
        if (!left.isEmpty()) {
            inOrder = false;
            left.forEach(table -> notes.add("its rows are not what they were: %s".formatted(table)));
            return of(schema, DataVerdict.LEFT);
        }
        boolean wrote = !tallies.get(0).changedBy(tallies.get(1)).isEmpty();
        if (own.changes().isEmpty() && !wrote) {
            notes.add(
                    "the up changes rows alone, and none in the copy: whether the down brings them back is not known");
            return of(Verdict.UNKNOWN);
        }
        return of(schema);
    }

    /** What fails for want of rows says nothing of the down. */
    private TriedDown failed(StatementFailedException failed, Verdict schema) throws SQLException {
        List<String> causes = rehearsal.causes(running, failed);
        boolean again = running == step.up() && schema == Verdict.DIFFERENT;
        notes.add("in the copy%s: %s".formatted(again ? ", after its down" : "", failed.getMessage()));
        notes.addAll(causes);
        return of(causes.isEmpty() ? schema : Verdict.UNKNOWN);
    }

    private TriedDown of(Verdict schema) {
        return of(schema, DataVerdict.UNKNOWN);
    }

    private TriedDown of(Verdict schema, DataVerdict data) {
        return new TriedDown(
                step.version(), step.title(), down.text(), step.origin(), schema, data, notes, work.since(begin));
    }
}
