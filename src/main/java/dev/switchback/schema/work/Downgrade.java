package dev.switchback.schema.work;

import dev.switchback.event.MigrationEvent;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.RolledBack.NotDone;
import dev.switchback.schema.model.RolledBack.One;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.SchemaEvent;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.track.TrackedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One rollback, of one migration or several. For one thread, whoever holds the lock. */
public final class Downgrade {

    private final SchemaWork work;
    private final Connection connection;
    private final Function<String, Optional<SqlScript>> checks;
    private final Consumer<MigrationEvent> events;
    private final List<One> done = new ArrayList<>();
    private final List<NotDone> failed = new ArrayList<>();
    private Consumer<SchemaPlan> seen = plan -> {};

    /**
     * Makes one.
     *
     * @param checks the checks that people wrote for a version, if any
     */
    public Downgrade(
            SchemaWork work,
            Connection connection,
            Function<String, Optional<SqlScript>> checks,
            Consumer<MigrationEvent> events) {
        this.work = work;
        this.connection = connection;
        this.checks = checks;
        this.events = events;
    }

    /** Shows the plan to somebody before anything is done, who may throw. */
    public Downgrade seeing(Consumer<SchemaPlan> who) {
        seen = who;
        return this;
    }

    /**
     * Rolls back.
     *
     * @param chosen the last applied first
     * @param selection what was asked for
     * @throws SchemaChangeException if it is refused
     */
    public RolledBack run(List<TrackedMigration> chosen, Selection selection, RollbackOptions options)
            throws SQLException {
        boolean phantoms = selection instanceof Selection.Phantoms;
        Map<String, PlannedRollback> plans = phantoms ? Map.of() : refuseAny(chosen, options);
        boolean batch = phantoms || chosen.size() > 1;
        Instant begin = work.now();
        SchemaEvent.Batch about = new SchemaEvent.Batch(
                phantoms ? chosen.size() : 0,
                List.of(work.settings().database()),
                work.target().schema().map(List::of).orElse(List.of()),
                options.manual(),
                options.dryRun());
        if (batch) {
            events.accept(new SchemaEvent.BatchStarted(name(), begin, about));
        }
        try {
            for (TrackedMigration row : chosen) {
                one(row, Optional.ofNullable(plans.get(row.version())), options);
                if (!phantoms && !failed.isEmpty()) {
                    break;
                }
            }
        } finally {
            if (batch) {
                events.accept(new SchemaEvent.BatchFinished(
                        name(), work.now(), about, done.size(), failed.size(), work.since(begin)));
            }
        }
        return new RolledBack(work.where(), done, failed);
    }

    private String name() {
        return "schema:" + work.settings().database();
    }

    private Map<String, PlannedRollback> refuseAny(List<TrackedMigration> chosen, RollbackOptions options)
            throws SQLException {
        SchemaPlan plan = planner().plan(chosen, options);
        List<String> why = plan.rollbacks().stream()
                .flatMap(one -> one.refusals().stream())
                .filter(refusal -> !options.force() || !refusal.forceable())
                .map(PlannedRollback.Refusal::why)
                .distinct()
                .toList();
        if (!why.isEmpty()) {
            throw SchemaChangeException.refused("roll migrations back", why);
        }
        seen.accept(plan);
        return plan.rollbacks().stream()
                .collect(Collectors.toMap(one -> one.migration().version(), Function.identity()));
    }

    private Planner planner() throws SQLException {
        return new Planner(work, connection, work.table().all(connection));
    }

    /** Without a plan, it is planned when its turn comes, and what goes wrong is collected. */
    private void one(TrackedMigration row, Optional<PlannedRollback> planned, RollbackOptions options)
            throws SQLException {
        Instant begin = work.now();
        SchemaEvent.Subject subject = new SchemaEvent.Subject(
                row.version(),
                row.title(),
                row.title() + ".up.sql",
                row.origin().branch(),
                work.settings().database(),
                work.target().schema(),
                options.dryRun());
        events.accept(new SchemaEvent.MigrationStarted(name(), begin, subject));
        try {
            Reverter.Result result = attempt(row, planned, options);
            result.done().ifPresent(done::add);
            result.failed().ifPresent(failed::add);
            if (result.failed().isPresent()) {
                tell(
                        subject,
                        begin,
                        SchemaChangeException.class.getName(),
                        result.failed().get().why());
            } else {
                events.accept(new SchemaEvent.MigrationFinished(name(), work.now(), subject, work.since(begin)));
            }
        } catch (SQLException | RuntimeException | Error thrown) { // after a start there is an end, whatever happens
            tell(subject, begin, thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
            if (planned.isPresent() || thrown instanceof Error) {
                throw thrown;
            }
            failed.add(notDone(row, String.valueOf(thrown.getMessage())));
        }
    }

    private Reverter.Result attempt(TrackedMigration row, Optional<PlannedRollback> planned, RollbackOptions options)
            throws SQLException {
        PlannedRollback plan = planned.isPresent()
                ? planned.get()
                : planner().plan(List.of(row), options).rollbacks().get(0);
        List<String> why = plan.refusals().stream()
                .filter(refusal -> !options.force() || !refusal.forceable())
                .map(PlannedRollback.Refusal::why)
                .toList();
        if (!why.isEmpty()) {
            return new Reverter.Result(Optional.empty(), Optional.of(notDone(row, String.join("; ", why))));
        }
        if (options.dryRun()) {
            return new Reverter.Result(
                    Optional.of(new One(
                            row.version(),
                            row.title(),
                            Duration.ZERO,
                            RolledBack.Verdict.UNKNOWN,
                            List.of(),
                            plan.effects())),
                    Optional.empty());
        }
        if (row.leftNothing()) {
            work.table().remove(connection, row.version());
            return new Reverter.Result(
                    Optional.of(new One(
                            row.version(),
                            row.title(),
                            Duration.ZERO,
                            RolledBack.Verdict.IDENTICAL,
                            List.of(),
                            List.of("nothing of it was in effect: its down was not run"))),
                    Optional.empty());
        }
        return new Reverter(work, connection, checks, options.force(), options.trash())
                .revert(row, plan.down().orElseThrow(), Planner.delta(row, work.lately(connection)));
    }

    private static NotDone notDone(TrackedMigration row, String why) {
        return new NotDone(row.version(), row.title(), why, Optional.empty(), "nothing of it was changed");
    }

    private void tell(SchemaEvent.Subject subject, Instant begin, String exception, String message) {
        events.accept(new SchemaEvent.MigrationFailed(
                name(), work.now(), subject, work.since(begin), new SchemaEvent.Failure(exception, message)));
    }
}
