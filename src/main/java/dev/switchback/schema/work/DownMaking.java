package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.down.DownException;
import dev.switchback.schema.down.DownGenerator;
import dev.switchback.schema.down.GeneratedDown;
import dev.switchback.schema.down.Proof;
import dev.switchback.schema.down.Script;
import dev.switchback.schema.down.clone.Clone;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RolledBack.Verdict;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.safety.MissingRows;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TransactionMode;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.track.DownOrigin;
import dev.switchback.schema.work.History.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes downs that nobody wrote, from what the schema is before and after each up. For one thread, with the lock. */
public final class DownMaking {

    private final SchemaWork work;
    private final Connection connection;
    private final History history;

    /** Makes one. */
    public DownMaking(SchemaWork work, Connection connection, MigrationFolder folder) throws SQLException {
        this.work = work;
        this.connection = connection;
        this.history = new History(work, connection, folder);
    }

    /** {@return the downs of these migrations, made from what the schema is before and after each} */
    public List<TriedDown> generate(List<String> versions) throws SQLException {
        versions.forEach(history::requireKnown);
        if (work.target().dialect() != Dialect.POSTGRESQL) {
            throw SchemaChangeException.refused(
                    "generate a down", List.of("only PostgreSQL's catalog is rich enough; write it by hand"));
        }
        refuseChanged(versions);
        List<TriedDown> made = new ArrayList<>();
        for (int index = 0; index < history.applied().size(); index++) {
            Step step = history.applied().get(index);
            if (versions.stream().anyMatch(step::is)) {
                try (Rehearsal rehearsal = before(step, index)) {
                    TriedDown one = reaching(made(generator(rehearsal), step), step, index);
                    history.keep(step, one);
                    made.add(one);
                }
            }
        }
        made.addAll(generatePending(versions));
        return made;
    }

    /** It is run once more, in a database of its own: what was tried there before may have left something. */
    private TriedDown reaching(TriedDown made, Step step, int index) throws SQLException {
        if (work.target().schema().isEmpty()) {
            return made;
        }
        try (Rehearsal rehearsal = before(step, index)) {
            return reaching(made, step, rehearsal);
        }
    }

    /**
     * A down that is made takes back what is in the schema, and what shows of that outside, such as the name of a
     * table in a view; nothing else. Both are run, the down if it is good.
     */
    private TriedDown reaching(TriedDown made, Step step, Rehearsal rehearsal) throws SQLException {
        SchemaSnapshot before = rehearsal.outside();
        rehearsal.run(step.up());
        if (made.isProven()) {
            rehearsal.run(SqlScript.parse(
                    step.title() + ".down.sql", made.sql(), work.target().dialect()));
        }
        List<String> outside = rehearsal.changedOutside(before);
        if (outside.isEmpty()) {
            return made;
        }
        List<String> notes = new ArrayList<>(made.notes());
        outside.forEach(change -> notes.add("after the up, and the down leaves it so: %s".formatted(change)));
        return new TriedDown(
                made.version(),
                made.title(),
                made.sql(),
                made.origin(),
                Verdict.DIFFERENT,
                made.data(),
                notes,
                made.duration());
    }

    /** What is made takes back what was run, and would lie beside a file that says something else. */
    private void refuseChanged(List<String> versions) {
        List<String> changed = history.applied().stream()
                .filter(step -> versions.stream().anyMatch(step::is))
                .filter(history::isChanged)
                .map(step -> "the file of %s was changed after it was run: get the old file, or take it away"
                        .formatted(step.title()))
                .toList();
        if (!changed.isEmpty()) {
            throw SchemaChangeException.refused("generate a down", changed);
        }
    }

    /** What was before it is known of what it touched; all else is as it is now. */
    private Rehearsal before(Step step, int index) throws SQLException {
        SchemaSnapshot now = work.snapshot(connection);
        Optional<SchemaSnapshot> before =
                Planner.delta(step.row().orElseThrow(), now).map(own -> now.with(own.before(), own.keys()));
        return before.isPresent()
                ? Rehearsal.ofSnapshot(work, connection, before.get())
                : Rehearsal.ofHistory(
                        work, connection, History.ups(history.applied().subList(0, index)));
    }

    private List<TriedDown> generatePending(List<String> versions) throws SQLException {
        List<TriedDown> made = new ArrayList<>();
        int last = -1;
        for (int index = 0; index < history.pending().size(); index++) {
            last = versions.stream().anyMatch(history.pending().get(index)::is) ? index : last;
        }
        if (last < 0) {
            return made;
        }
        Rehearsal rehearsal = history.rehearsal();
        try {
            DownGenerator generator = generator(rehearsal);
            for (int index = 0; index <= last; index++) {
                Step step = history.pending().get(index);
                if (versions.stream().noneMatch(step::is)) {
                    rehearsal.run(step.up());
                    continue;
                }
                TriedDown one = made(generator, step);
                if (generator.isSpent()) { // what it left is not undone
                    rehearsal.close();
                    rehearsal = ahead(index);
                    generator = generator(rehearsal);
                }
                TriedDown reached = rehearsal.hasOutside() ? reaching(one, step, rehearsal) : one;
                made.add(reached);
                if (one.isProven() && !reached.isProven()) { // nor what the down has left
                    rehearsal.close();
                    rehearsal = ahead(index);
                    generator = generator(rehearsal);
                }
                if (one.isProven() || !rehearsal.hasOutside()) {
                    rehearsal.run(step.up());
                }
            }
        } finally {
            rehearsal.close();
        }
        return made;
    }

    /** {@return a database as it is when so many of the pending migrations have been run} */
    private Rehearsal ahead(int index) throws SQLException {
        Rehearsal rehearsal = history.rehearsal();
        for (Step before : history.pending().subList(0, index)) {
            rehearsal.run(before.up());
        }
        return rehearsal;
    }

    private DownGenerator generator(Rehearsal rehearsal) throws SQLException {
        Clone place = rehearsal.place();
        return DownGenerator.in(place, work.scope(place.connection()));
    }

    private TriedDown made(DownGenerator generator, Step step) throws SQLException {
        Instant begin = work.now();
        Script up = new Script(
                step.up().statements().stream().map(SqlStatement::text).toList(),
                step.up().mode() == TransactionMode.SINGLE);
        try {
            GeneratedDown down = generator.generate(up);
            Proof proof = down.proof();
            List<String> notes = new ArrayList<>(proof.difference().lines());
            proof.remarks().drops().forEach(what -> notes.add("it drops " + what));
            notes.addAll(proof.remarks().notes());
            notes.addAll(proof.remarks().refusals());
            notes.addAll(down.data().reasons());
            boolean good = proof.upAgain().works() || !down.verdict().isRestored();
            if (!good) {
                notes.add(proof.upAgain().reason());
            }
            return new TriedDown(
                    step.version(),
                    step.title(),
                    down.sql(),
                    DownOrigin.GENERATED,
                    good ? Verdict.valueOf(down.verdict().name()) : Verdict.DIFFERENT,
                    DataVerdict.valueOf(down.data().word().name()),
                    notes,
                    work.since(begin));
        } catch (DownException impossible) {
            if (impossible.getCause() instanceof SQLException cause) { // a mistake in the up, and no rule of ours
                throw SchemaChangeException.notMade(
                        step.title(), impossible, MissingRows.behind(connection, impossible.statement(), cause));
            }
            throw SchemaChangeException.refused(
                    "generate a down of %s".formatted(step.title()), List.of(String.valueOf(impossible.getMessage())));
        }
    }
}
