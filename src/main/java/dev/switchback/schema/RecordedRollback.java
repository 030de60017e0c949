package dev.switchback.schema;

import dev.switchback.event.EventBus;
import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.StoredRollbackManager;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.SchemaEvent;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a rollback of migrations under the rollback manager of a store: recorded before it begins and when it has ended,
 * finished as a recovery if an earlier one failed, and cleared once it worked, since migrations can be applied again.
 */
public final class RecordedRollback {

    private static final Logger log = LoggerFactory.getLogger(RecordedRollback.class);

    private final StateStore store;
    private final String migration;
    private final EventBus events;
    private final Clock clock;

    /**
     * Makes one.
     *
     * @param store where it is recorded
     * @param migration in whose document
     * @param events who is told
     */
    public RecordedRollback(StateStore store, String migration, EventBus events, Clock clock) {
        this.store = store;
        this.migration = migration;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Rolls back what is left of a rollback without a record of it, for want of a store.
     *
     * @return what was rolled back, also before it, and what was not
     */
    public static RolledBack unrecorded(SchemaRollback strategy, EventBus events, Clock clock) {
        told(strategy, events, clock, () -> {
            strategy.runUnrecorded();
            return true;
        });
        return strategy.result();
    }

    /** The events of the batch, if it is one: a start and, whatever happens, a finish. */
    private static <T> T told(SchemaRollback strategy, EventBus events, Clock clock, Supplier<T> work) {
        Instant begin = clock.instant();
        strategy.batch()
                .ifPresent(
                        batch -> events.publish(() -> new SchemaEvent.BatchStarted(strategy.target(), begin, batch)));
        try {
            return work.get();
        } finally {
            Instant end = clock.instant();
            RolledBack so = strategy.result();
            strategy.batch()
                    .ifPresent(batch -> events.publish(() -> new SchemaEvent.BatchFinished(
                            strategy.target(),
                            end,
                            batch,
                            so.done().size(),
                            so.failed().size(),
                            Duration.between(begin, end))));
        }
    }

    /**
     * Rolls back.
     *
     * @throws dev.switchback.rollback.RollbackRefusedException if one of the same target runs already
     */
    public RollbackReport run(SchemaRollback strategy, Attribution by) {
        return told(strategy, events, clock, () -> recorded(strategy, by));
    }

    private RollbackReport recorded(SchemaRollback strategy, Attribution by) {
        strategy.counting(attempt -> note(attempt.change(migration, strategy.target(), by)));
        try (StoredRollbackManager manager = StoredRollbackManager.builder(store, migration, strategy)
                .events(events)
                .time(clock, System::nanoTime)
                .source(by.source())
                .open()) {
            RollbackState state = manager.currentStatus().state();
            if (state == RollbackState.ROLLED_BACK) { // it worked, and its process died before it said so
                clear(manager, by);
                state = RollbackState.ACTIVE;
            }
            boolean failed = state == RollbackState.ROLLBACK_FAILED || state == RollbackState.RECOVERY_FAILED;
            RollbackReport report = manager.rollback(
                    failed
                            ? RollbackRequest.recovery(strategy.target(), by.reason(), by.operator())
                            : RollbackRequest.emergency(strategy.target(), by.reason(), by.operator())
                                    .by(Trigger.EMERGENCY_MANUAL));
            if (report.success()) {
                clear(manager, by);
            }
            return report;
        }
    }

    /** Nobody waits for it, and it stops nothing: what is counted is good to have. */
    private void note(StateChange attempt) {
        try {
            var unused = store.submit(attempt).whenComplete((written, failed) -> {
                if (failed != null) {
                    log.debug("[RollbackManager] {} could not be noted", attempt.type(), failed);
                }
            });
        } catch (RuntimeException refused) { // a store that throws instead of failing the stage
            log.debug("[RollbackManager] {} could not be noted", attempt.type(), refused);
        }
    }

    private void clear(StoredRollbackManager manager, Attribution by) {
        manager.clear(Clearance.of(
                by.reason(), by.operator(), store.document(migration).generation()));
    }
}
