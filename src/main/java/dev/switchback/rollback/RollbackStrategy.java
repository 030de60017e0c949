package dev.switchback.rollback;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How one target is taken back; the manager runs it, in one process as coordinator and in all others as follower.
 *
 * <p>Thread-safe. In every process the order is {@link #force}, then {@link #drained}; the coordinator runs the steps
 * of the {@linkplain #plan plan} besides.
 */
public interface RollbackStrategy {

    /** The target of the routing rollback. */
    String ROUTING = "routing";

    /** {@return what is taken back: {@code routing}, {@code ingest:orders}, {@code schema:primary}} */
    String target();

    /**
     * Lets nothing new start on what is taken back, from the very next request on. Called in every process, again and
     * again; idempotent, no I/O, never blocks. No read of the store loosens it, only {@link #release}.
     *
     * @param epoch the generation that records the rollback, or the best guess at it while none does
     */
    void force(long epoch);

    /**
     * Ends what {@link #force} began, once a person has cleared the rollback. Called in every process, no I/O.
     *
     * @param generation the generation that cleared it; only what was forced before it is released
     */
    default void release(long generation) {}

    /** {@return how many calls run on what is taken back in this process now} */
    default long inFlight() {
        return 0;
    }

    /** {@return a stage that completes once nothing runs on what is taken back in this process; called after force} */
    default CompletionStage<Void> drained() {
        return CompletableFuture.completedStage(null);
    }

    /**
     * Returns the steps in order. Changes nothing; also called for a dry run.
     *
     * @throws Exception if no plan can be made ; the rollback has failed, but what can be forced is forced
     */
    List<Step> plan(RollbackRequest request) throws Exception;

    /**
     * Looks whether it is really taken back. Called by the coordinator, by every follower, and at any time.
     *
     * @throws Exception if it cannot be found out ; which counts as not proven
     */
    Validation validate(StepContext context) throws Exception;
}
