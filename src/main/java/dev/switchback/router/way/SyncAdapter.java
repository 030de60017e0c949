package dev.switchback.router.way;

import dev.switchback.canary.CanaryRun;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Share;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.router.Execution;
import dev.switchback.router.Explanation;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.router.NewPipelineFailedException;
import dev.switchback.router.Simulation;
import dev.switchback.router.statistics.AdapterStatistics;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The adapter for pipelines that answer on the caller's thread.
 *
 * <p>One way for {@code generate} and {@code execute}: the second passes a {@link Trace} along, the first passes null
 * and allocates nothing on the legacy side but what the pipeline and the key need.
 */
final class SyncAdapter<I, O, X extends Exception> implements MigrationAdapter<I, O, X> {

    private final Routing routing;
    private final Pipeline<I, O, X> legacy;
    private final Pipeline<I, O, X> replacement;
    private final AdapterSettings<I, O> settings;
    private final Admission admission;
    private final Shadows<I, O> shadows;
    private final Failures<O> failures;
    private final TimedCalls timed;

    SyncAdapter(
            Routing routing, Pipeline<I, O, X> legacy, Pipeline<I, O, X> replacement, AdapterSettings<I, O> settings) {
        this.routing = routing;
        this.legacy = legacy;
        this.replacement = replacement;
        this.settings = settings;
        this.admission = new Admission(routing, settings.newPlaces());
        this.failures = new Failures<>(routing, settings);
        this.shadows = new Shadows<>(routing, settings, legacy, this::shadow);
        this.timed = new TimedCalls(routing.callExecutor());
    }

    @Override
    public O generate(I request) throws X {
        return route(request, null);
    }

    @Override
    public Execution<O> execute(I request) throws X {
        Trace trace = new Trace();
        long begun = now();
        O output = route(request, trace);
        return trace.execution(output, routing.nextId(), Duration.ofNanos(now() - begun));
    }

    @Override
    public Outcome<O> forceExecute(Route route, I request, boolean bypassBreaker) {
        return new ForcedCalls<>(routing, failures)
                .run(route, bypassBreaker, () -> (route == Route.NEW ? replacement : legacy).generate(request));
    }

    @Override
    public Explanation explain(String key) {
        return routing.explain(key);
    }

    @Override
    public Simulation simulate(Share from, Share to, Collection<String> keys) {
        return Simulation.of(routing.snapshot(), from, to, keys);
    }

    @Override
    public AdapterStatistics statistics() {
        return routing.statistics();
    }

    private O route(I request, @Nullable Trace trace) throws X {
        Snapshot seen = routing.snapshot();
        String key = settings.keyOf(request);
        Reason assigned = seen.assign(key, routing.poison());
        long begun = now();
        long permit = assigned.route() == Route.NEW ? admission.admit(seen, begun) : Admission.TO_LEGACY;
        Reason reason = admission.reason(assigned, permit);
        routing.assigned(seen, key, reason);
        if (trace != null) {
            trace.assigned(reason, routing.breaker().state());
        }
        CanaryRun<O> canary = shadows.begin(seen, request, key, reason);
        if (canary != null && trace != null) {
            trace.sampled();
        }
        return permit < 0
                ? serveLegacy(request, reason, begun, canary)
                : serveNew(request, new Way(seen, key, reason, permit, begun), canary, trace);
    }

    private O serveLegacy(I request, Reason reason, long begun, @Nullable CanaryRun<O> canary) throws X {
        O output;
        try {
            output = legacy.generate(request);
        } catch (Throwable thrown) { // legacy's own failure is the caller's, whatever it is
            long took = now() - begun;
            routing.ended(reason, Route.LEGACY, true, took);
            if (canary != null) {
                canary.served(new Outcome.Threw<>(thrown, Duration.ofNanos(took)));
            }
            throw thrown;
        }
        long took = now() - begun;
        routing.ended(reason, Route.LEGACY, false, took);
        if (canary != null) {
            canary.served(new Outcome.Returned<>(output, Duration.ofNanos(took)));
        }
        return output;
    }

    private O serveNew(I request, Way way, @Nullable CanaryRun<O> canary, @Nullable Trace trace) throws X {
        O output;
        Throwable failure;
        try {
            output = callNew(request);
            failure = failures.soft(output);
        } catch (TimedCalls.NotStartedException notStarted) { // so legacy may answer, repeatable or not
            routing.breaker().released(way.permit());
            given(canary, new Outcome.Threw<>(notStarted, Duration.ZERO));
            return fallBack(request, way.reason(), notStarted, trace);
        } catch (TimedCalls.CallerInterruptedException stoppedWaiting) { // nobody's failure
            stoppedWaiting(way, canary, stoppedWaiting);
            if (failures.mayFallBack(way.seen())) {
                return fallBack(request, way.reason(), stoppedWaiting, trace);
            }
            throw stoppedWaiting;
        } catch (Throwable thrown) { // Errors too: a broken replacement throws NoClassDefFoundError
            long took = failedNew(way, thrown);
            given(canary, new Outcome.Threw<>(thrown, Duration.ofNanos(took)));
            if (failures.mayFallBack(way.seen())) {
                return fallBack(request, way.reason(), thrown, trace);
            }
            throw Failures.<X>asThrown(thrown);
        }
        long took = failure == null ? succeeded(way) : failedNew(way, failure);
        given(canary, new Outcome.Returned<>(output, Duration.ofNanos(took)));
        return failure != null && failures.mayFallBack(way.seen())
                ? fallBack(request, way.reason(), failure, trace)
                : output;
    }

    private void stoppedWaiting(Way way, @Nullable CanaryRun<O> canary, Throwable cause) {
        long took = now() - way.begun();
        routing.breaker().released(way.permit());
        routing.ended(way.reason(), Route.NEW, false, took);
        given(canary, new Outcome.Threw<>(cause, Duration.ofNanos(took)));
    }

    private void given(@Nullable CanaryRun<O> canary, Outcome<O> outcome) {
        if (canary != null) {
            canary.served(outcome);
        }
    }

    private long succeeded(Way way) {
        long ended = now();
        long took = ended - way.begun();
        routing.breaker().succeeded(way.permit(), ended, took);
        routing.ended(way.reason(), Route.NEW, false, took);
        routing.poison().succeeded(way.key());
        return took;
    }

    private long failedNew(Way way, Throwable failure) {
        long took = now() - way.begun();
        failures.ofNew(way, took, failure);
        return took;
    }

    /** Runs the new pipeline here, or elsewhere if it has a time-out; the running call is counted out when it ends. */
    private O callNew(I request) throws Throwable {
        Duration limit = settings.newTimeout();
        if (limit != null) {
            return within(limit, request);
        }
        try {
            return replacement.generate(request);
        } finally {
            admission.ended();
        }
    }

    private O within(Duration limit, I request) throws Throwable {
        try {
            return timed.within(limit, () -> replacement.generate(request), admission::ended);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TimedCalls.CallerInterruptedException(interrupted);
        } catch (TimeoutException over) {
            throw NewPipelineFailedException.timedOut(routing.migration(), limit);
        } catch (ExecutionException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    private O shadow(I request, Runnable atEnd) throws X {
        try {
            return replacement.generate(request);
        } finally {
            atEnd.run();
        }
    }

    private O fallBack(I request, Reason reason, Throwable cause, @Nullable Trace trace) throws X {
        routing.fellBack(cause);
        if (trace != null) {
            trace.fellBack(cause);
        }
        long begun = now();
        boolean failed = true;
        try {
            O output = legacy.generate(request);
            failed = false;
            return output;
        } finally {
            routing.ended(reason, Route.LEGACY, failed, now() - begun);
        }
    }

    private long now() {
        return routing.nanoTime().getAsLong();
    }
}
