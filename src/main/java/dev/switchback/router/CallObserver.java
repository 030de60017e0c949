package dev.switchback.router;

import dev.switchback.canary.CanaryResult;
import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;

/**
 * Hears of every call as it ends, on the caller's thread: for meters and for evidence, which must not miss one.
 *
 * <p>Thread-safe and quick: no lock, no I/O, no throwing. Arguments are primitives and constants, so nothing is
 * allocated for it.
 */
public interface CallObserver {

    /**
     * One run of one side ended.
     *
     * @param reason why the request was routed as it was
     * @param ran the side that ran
     * @param failed whether it threw, took too long, or gave an output that says it failed
     * @param tookNanos how long it took, in nanoseconds
     */
    default void onCall(Reason reason, Route ran, boolean failed, long tookNanos) {}

    /**
     * Legacy answers a request that the new pipeline has failed.
     *
     * @param cause how it has failed it
     */
    default void onFallback(FallbackCause cause) {}

    /**
     * One canary sample was dealt with.
     *
     * @param overheadNanos what running and comparing the other side took, in nanoseconds
     */
    default void onCanary(CanaryResult result, long overheadNanos) {}
}
