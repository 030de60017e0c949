package dev.switchback.soak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * When nothing may run on new: from the node's report of DRAINED on, until somebody begins to clear that rollback.
 *
 * <p>Periods are numbered; in an odd one nothing may run. A run that begins or ends in an odd one, or ends in another
 * one than it began in, was on new when it must not be.
 */
final class Periods {

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile long period;
    private volatile long drainedEpoch;
    private long clearedEpoch; // guarded by this

    /** Notes what the node's report shows. */
    synchronized void drained(long epoch) {
        if (epoch > clearedEpoch && period % 2 == 0) {
            drainedEpoch = epoch;
            period++;
        }
    }

    /** Clears the rollback of an epoch, before which new may be used again; as it was if that did not come about. */
    synchronized boolean clearing(long epoch, BooleanSupplier clear) {
        long before = clearedEpoch;
        clearedEpoch = epoch;
        if (period % 2 == 1) {
            period++;
        }
        boolean cleared = clear.getAsBoolean();
        if (!cleared) {
            clearedEpoch = before;
        }
        return cleared;
    }

    /** {@return the period in which a run on new begins} */
    long begun(Ask ask) {
        long now = period;
        if (now % 2 == 1) {
            violations.add("request %d began on new after DRAINED of epoch %d".formatted(ask.number(), drainedEpoch));
        }
        return now;
    }

    void ended(Ask ask, long begunIn) {
        if (period != begunIn) {
            violations.add(
                    "request %d ran on new while DRAINED of epoch %d was shown".formatted(ask.number(), drainedEpoch));
        }
    }

    /** {@return how many times nothing was allowed to run} */
    long count() {
        return (period + 1) / 2;
    }

    Queue<String> violations() {
        return violations;
    }
}
