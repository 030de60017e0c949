package dev.switchback.ingest;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.rollback.Step;
import dev.switchback.rollback.StepContext;
import dev.switchback.rollback.Validation;
import dev.switchback.rollback.Validation.Check;
import dev.switchback.state.Attribution;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a queue back to synchronous processing: new events are processed while their sender waits, the rest of the
 * queue is drained, and then it is proven that nothing is missing.
 *
 * <p>In a process that takes events in, {@link #force} does the first at once and in memory, also while the database
 * does not answer.
 */
public final class IngestRollback implements RollbackStrategy {

    private static final String KIND = "ingest:";

    private final String queue;
    private final QueueStore store;
    private final Consumer<Boolean> forceDirect;
    private final Draining draining;

    /**
     * Makes one.
     *
     * @param forceDirect told whether this process is to take events in directly whatever the mode says; must not block
     * @param draining how the wait for an empty queue is spent
     */
    public IngestRollback(String queue, QueueStore store, Consumer<Boolean> forceDirect, Draining draining) {
        this.queue = queue;
        this.store = store;
        this.forceDirect = forceDirect;
        this.draining = draining;
    }

    /** {@return the target of a queue's rollback: {@code ingest:orders}} */
    public static String target(String queue) {
        return KIND + queue;
    }

    @Override
    public String target() {
        return target(queue);
    }

    @Override
    public void force(long epoch) {
        forceDirect.accept(true);
    }

    @Override
    public void release(long generation) {
        forceDirect.accept(false);
    }

    @Override
    public List<Step> plan(RollbackRequest request) {
        return List.of(
                Step.of(
                        "enter_drain",
                        "process new events while their sender waits, and the rest of the queue as before",
                        this::enterDrain),
                Step.of(
                        "empty_queue",
                        "wait until no event is pending or processing",
                        context -> draining.untilEmpty(store)),
                Step.of("enter_sync", "leave the queue alone", this::enterSync));
    }

    private String enterDrain(StepContext context) {
        Mode mode = store.control().mode();
        if (mode == Mode.SYNC && store.depths().total() == 0) {
            return "it is SYNC already, and the queue is empty";
        }
        Control now = store.change(control -> control.to(Mode.DRAIN), false, by(context));
        return "%s -> %s".formatted(mode, now.mode());
    }

    private String enterSync(StepContext context) {
        Control now = store.change(control -> control.to(Mode.SYNC), false, by(context));
        return "the mode is %s since %s".formatted(now.mode(), now.since());
    }

    private static Attribution by(StepContext context) {
        return new Attribution(context.request().operator(), context.request().reason(), "rollback");
    }

    @Override
    public Validation validate(StepContext context) {
        Control control = store.control();
        Depths depths = store.depths();
        Accounting accounting = store.accounting();
        return Validation.of(
                Check.critical("mode_is_sync", control.mode() == Mode.SYNC, "the mode is " + control.mode()),
                Check.critical(
                        "queue_is_empty",
                        depths.total() == 0,
                        "%d pending, %d processing, %d of them stuck"
                                .formatted(depths.pending(), depths.processing(), depths.stuck())),
                Check.critical(
                        "nothing_is_missing",
                        accounting.isBalanced(),
                        "accepted %d = %d pending + %d processing + %d events + %d dead, %d missing, %d twice"
                                .formatted(
                                        accounting.accepted(),
                                        accounting.pending(),
                                        accounting.processing(),
                                        accounting.events(),
                                        accounting.dead(),
                                        accounting.missing(),
                                        accounting.twice())),
                probe());
    }

    private Check probe() {
        try {
            store.probe();
            return Check.critical("sync_probe", true, "an event can be taken in directly");
        } catch (RuntimeException failed) {
            return Check.critical("sync_probe", false, String.valueOf(failed.getMessage()));
        }
    }
}
