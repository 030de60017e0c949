package dev.switchback.breaker;

import java.time.Duration;

/**
 * How long the next trip lasts: the base times the trips since the last clean hour, six times at most.
 *
 * <p>Resilience4j's own count of attempts does not grow with trips by count, hence this one. An hour is clean if the
 * breaker was closed through all of it.
 *
 * @param trips trips since the last clean hour before {@code closedSince}
 * @param closed whether it is closed
 * @param closedSince since when, in nanoseconds; of no meaning unless it is closed
 */
record Backoff(int trips, boolean closed, long closedSince) {

    private static final int MOST = 6;
    private static final long CLEAN = Duration.ofHours(1).toNanos();

    /** {@return the wait of a trip at that moment} */
    Duration wait(Duration base, long nowNanos) {
        return base.multipliedBy(Math.min(trips(nowNanos) + 1, MOST));
    }

    /** {@return the longest wait there is} */
    static Duration longest(Duration base) {
        return base.multipliedBy(MOST);
    }

    /** {@return trips since the last clean hour} */
    int trips(long nowNanos) {
        return closed && nowNanos - closedSince >= CLEAN ? 0 : trips;
    }

    Backoff afterTrip(long nowNanos) {
        return new Backoff(trips(nowNanos) + 1, false, nowNanos);
    }

    Backoff afterClosing(long nowNanos) {
        return new Backoff(trips(nowNanos), true, nowNanos);
    }

    /** {@return the same once it is neither open nor closed, but off or forced} */
    Backoff afterLeaving(long nowNanos) {
        return new Backoff(trips(nowNanos), false, nowNanos);
    }
}
