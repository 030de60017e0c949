package dev.switchback.schema.work;

import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.run.StatementFailedException;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.work.History.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tries downs. Pending migrations are tried one after the other from the schema as it is now; applied ones are taken
 * back one after the other from there, and put on again. Whatever cannot be tried is told with its reason, and the others
 * are tried in another copy. For one thread, whoever holds the lock.
 */
public final class Trials {

    private final SchemaWork work;
    private final Connection connection;
    private final History history;

    /** Makes one. */
    public Trials(SchemaWork work, Connection connection, MigrationFolder folder) throws SQLException {
        this.work = work;
        this.connection = connection;
        this.history = new History(work, connection, folder);
    }

    /** {@return what came of each in the order of the migrations, those whose down is not known left out} */
    public List<TriedDown> verify(Optional<String> version) throws SQLException {
        version.ifPresent(history::requireKnown);
        List<TriedDown> tried = new ArrayList<>();
        if (version.isEmpty()) {
            tried.addAll(backwards());
        } else {
            for (Step step : history.applied()) {
                if (step.is(version.get())) {
                    tried.addAll(onlyBack(step));
                }
            }
        }
        if (version.isEmpty() || history.pending().stream().anyMatch(step -> step.is(version.get()))) {
            tried.addAll(forwards(version));
        }
        return tried;
    }

    /** It is tried with all that came after it in place. */
    private List<TriedDown> onlyBack(Step step) throws SQLException {
        if (!DownTrial.isPossible(step)) {
            return step.down().isEmpty() ? List.of() : List.of(DownTrial.beyondTheCopy(step));
        }
        try (Rehearsal rehearsal = history.rehearsal()) {
            TriedDown one = new DownTrial(work, rehearsal, step).back(rehearsal.look());
            history.keep(step, one);
            return List.of(one);
        }
    }

    /**
     * Where taking back goes on.
     *
     * @param index of the migration that is the last one there
     * @param schema as it is after it, empty if that is not known
     */
    private record Place(int index, Optional<SchemaSnapshot> schema) {}

    private List<TriedDown> backwards() throws SQLException {
        List<TriedDown> tried = new ArrayList<>();
        int last = history.applied().size() - 1;
        Place place = new Place(last, Optional.empty());
        while (place.index >= 0) {
            Step step = history.applied().get(place.index);
            if (DownTrial.isPossible(step)) {
                place = backwards(place, tried);
            } else {
                if (step.down().isPresent()) {
                    tried.add(DownTrial.beyondTheCopy(step));
                }
                Optional<SchemaSnapshot> here =
                        place.index == last ? Optional.of(work.snapshot(connection)) : place.schema;
                place = new Place(place.index - 1, here.flatMap(schema -> before(step, schema)));
            }
        }
        Collections.reverse(tried);
        return tried;
    }

    /** Takes back in one copy, as long as what is left there is known. */
    private Place backwards(Place from, List<TriedDown> tried) throws SQLException {
        int index = from.index;
        try (Rehearsal rehearsal = after(from)) {
            while (index >= 0 && DownTrial.isPossible(history.applied().get(index))) {
                Step step = history.applied().get(index--);
                SchemaSnapshot after = rehearsal.look();
                DownTrial trial = new DownTrial(work, rehearsal, step);
                TriedDown one = trial.back(after);
                history.keep(step, one);
                tried.add(one);
                if (!trial.isInOrder()) {
                    return new Place(index, before(step, after));
                }
            }
            return new Place(index, Optional.of(rehearsal.look()));
        } catch (NoCopy none) {
            tried.add(DownTrial.notTried(
                    history.applied().get(index), "no copy of the schema after it can be made: " + none.why));
            return new Place(index - 1, Optional.empty());
        }
    }

    /** What was before it is known of what it touched. */
    private static Optional<SchemaSnapshot> before(Step step, SchemaSnapshot after) {
        return Planner.delta(step.row().orElseThrow(), after).map(own -> after.with(own.before(), own.keys()));
    }

    /** No copy can be made of what was before others were applied. */
    private static final class NoCopy extends Exception {
        private static final long serialVersionUID = 1L;
        private final String why;

        NoCopy(Exception why) {
            super(why);
            this.why = String.valueOf(why.getMessage());
        }
    }

    private Rehearsal after(Place place) throws SQLException, NoCopy {
        if (place.index == history.applied().size() - 1) {
            return history.rehearsal();
        }
        try {
            return place.schema.isPresent() && work.target().dialect() == Dialect.POSTGRESQL
                    ? Rehearsal.ofSnapshot(work, connection, place.schema.get())
                    : Rehearsal.ofHistory(
                            work, connection, History.ups(history.applied().subList(0, place.index + 1)));
        } catch (SchemaChangeException | StatementFailedException impossible) {
            throw new NoCopy(impossible);
        }
    }

    private List<TriedDown> forwards(Optional<String> version) throws SQLException {
        List<Step> way = new ArrayList<>(); // those behind the only one that is wanted need not run
        for (Step step : history.pending()) {
            way.add(step);
            if (version.isPresent() && step.is(version.get())) {
                break;
            }
        }
        List<TriedDown> tried = new ArrayList<>();
        int next = version.isPresent() ? way.size() - 1 : 0;
        while (next < way.size()) {
            next = forwards(way, next, tried);
        }
        return tried;
    }

    /** {@return where to go on in another copy, since what was left in this one is not what the next one begins with} */
    private int forwards(List<Step> way, int from, List<TriedDown> tried) throws SQLException {
        try (Rehearsal rehearsal = history.rehearsal()) {
            for (int index = 0; index < way.size(); index++) {
                Step step = way.get(index);
                boolean wanted = index >= from;
                if (wanted && DownTrial.isPossible(step)) {
                    DownTrial trial = new DownTrial(work, rehearsal, step);
                    tried.add(trial.forth());
                    if (!trial.isInOrder()) {
                        return index + 1;
                    }
                    continue;
                }
                if (wanted && step.down().isPresent()) {
                    tried.add(DownTrial.beyondTheCopy(step));
                }
                Optional<String> failure = failure(rehearsal, step);
                if (failure.isPresent()) {
                    way.subList(Math.max(from, index + 1), way.size()).stream()
                            .filter(other -> other.down().isPresent())
                            .forEach(other -> tried.add(DownTrial.notTried(other, failure.get())));
                    return way.size();
                }
            }
        }
        return way.size();
    }

    /** Runs an up that those behind it need; returns why they cannot be tried, empty if they can. */
    private static Optional<String> failure(Rehearsal rehearsal, Step step) throws SQLException {
        try {
            rehearsal.run(step.up());
            return Optional.empty();
        } catch (StatementFailedException failed) {
            List<String> why = new ArrayList<>(List.of("the up of %s, which is before it, fails in the copy: %s"
                    .formatted(step.title(), failed.getMessage())));
            why.addAll(rehearsal.causes(step.up(), failed));
            return Optional.of(String.join("; ", why));
        }
    }
}
