package dev.switchback.router.way;

import dev.switchback.breaker.Breaker;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.Route;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of one adapter get onto the new pipeline, and off it: its own places, then the migration's permits.
 *
 * <p>A call that got a permit has been counted as running and must be given to {@link #ended} once, when it has really
 * ended, and to the breaker once, when its result is known.
 */
final class Admission {

    /** Stands in the place of a permit for a call that did not ask for one. */
    static final long TO_LEGACY = -9;

    private final Routing routing;
    private final @Nullable Semaphore places;

    Admission(Routing routing, @Nullable Semaphore places) {
        this.routing = routing;
        this.places = places;
    }

    /** {@return a permit, or a refusal below 0} */
    long admit(Snapshot seen, long nowNanos) {
        if (places == null) {
            return routing.admit(seen, nowNanos);
        }
        if (!places.tryAcquire()) {
            return Routing.REFUSED_LIMIT;
        }
        long permit = routing.admit(seen, nowNanos);
        if (permit < 0) {
            places.release();
        }
        return permit;
    }

    /** {@return the reason that holds once the permit is known} */
    Reason reason(Reason assigned, long permit) {
        if (permit == TO_LEGACY) {
            return assigned;
        }
        if (permit < 0) {
            return routing.refusal(permit);
        }
        return Breaker.isProbe(permit) ? Reason.BREAKER_PROBE : assigned;
    }

    /** {@return the whole way of a request: rules, permit, and the reason after both} */
    Way way(Snapshot seen, @Nullable String key, long nowNanos) {
        Reason assigned = seen.assign(key, routing.poison());
        long permit = assigned.route() == Route.NEW ? admit(seen, nowNanos) : TO_LEGACY;
        Reason reason = reason(assigned, permit);
        routing.assigned(seen, key, reason);
        return new Way(seen, key, reason, permit, nowNanos);
    }

    /** Counts a call out. */
    void ended() {
        routing.inFlight().finish();
        if (places != null) {
            places.release();
        }
    }
}
