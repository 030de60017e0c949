package dev.switchback.router.way;

import dev.switchback.flags.Reason;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.router.ForcedCallRefusedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs one side because somebody asked for it, not because of the rules. */
final class ForcedCalls<O> {

    private final Routing routing;
    private final Failures<O> failures;

    ForcedCalls(Routing routing, Failures<O> failures) {
        this.routing = routing;
        this.failures = failures;
    }

    /** What is to be given back when the call has ended. */
    record Begun(Way way, Route route) {}

    /** Runs one side on this thread. */
    Outcome<O> run(Route route, boolean bypassBreaker, Callable<? extends O> call) {
        Begun begun = begin(route, bypassBreaker);
        O output;
        try {
            output = call.call();
        } catch (Throwable thrown) { // an outcome holds whatever was thrown
            return threw(begun, thrown);
        }
        return returned(begun, output);
    }

    /**
     * Lets a call in.
     *
     * @throws ForcedCallRefusedException if it may not run ; nothing is counted
     */
    Begun begin(Route route, boolean bypassBreaker) {
        long now = routing.nanoTime().getAsLong();
        Snapshot seen = routing.snapshot();
        if (route == Route.LEGACY) {
            return new Begun(new Way(seen, null, Reason.FORCED_CALL_LEGACY, Admission.TO_LEGACY, now), route);
        }
        refuseWhileHeld(seen);
        long permit = routing.admit(seen, now);
        if (permit == Routing.REFUSED_HELD) {
            refuseWhileHeld(routing.snapshot());
        }
        if (permit < 0 && !bypassBreaker) {
            throw ForcedCallRefusedException.breakerOpen(routing.migration());
        }
        if (permit < 0 && !routing.inFlight().tryStart(() -> !routing.snapshot().forcedLegacy())) {
            refuseWhileHeld(routing.snapshot());
            throw ForcedCallRefusedException.breakerOpen(routing.migration());
        }
        return new Begun(new Way(seen, null, Reason.FORCED_CALL_NEW, permit, now), route);
    }

    /** Counts a call out that has returned. */
    Outcome<O> returned(Begun begun, O output) {
        Throwable soft = begun.route() == Route.NEW ? failures.soft(output) : null;
        return new Outcome.Returned<>(output, ended(begun, soft));
    }

    /** Counts a call out that has thrown. */
    Outcome<O> threw(Begun begun, Throwable thrown) {
        return new Outcome.Threw<>(thrown, ended(begun, thrown));
    }

    private Duration ended(Begun begun, @Nullable Throwable failure) {
        Way way = begun.way();
        long took = Math.max(0, routing.nanoTime().getAsLong() - way.begun());
        if (begun.route() == Route.LEGACY) {
            routing.ended(way.reason(), Route.LEGACY, failure != null, took);
        } else {
            routing.inFlight().finish();
            record(way, took, failure);
        }
        return Duration.ofNanos(took);
    }

    private void refuseWhileHeld(Snapshot seen) {
        if (seen.forcedLegacy()) {
            throw ForcedCallRefusedException.rolledBack(routing.migration(), seen.rollbackState());
        }
    }

    private void record(Way way, long took, @Nullable Throwable failure) {
        if (way.permit() < 0) { // it ran on the bypass: the breaker hears of failures alone
            if (failure != null) {
                routing.breaker().failedOutside(failure);
            }
            routing.ended(way.reason(), Route.NEW, failure != null, took);
        } else if (failure != null) {
            failures.ofNew(way, took, failure);
        } else {
            routing.breaker().succeeded(way.permit(), took);
            routing.ended(way.reason(), Route.NEW, false, took);
        }
    }
}
