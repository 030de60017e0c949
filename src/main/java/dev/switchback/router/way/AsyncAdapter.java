package dev.switchback.router.way;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.switchback.canary.CanaryRun;
import dev.switchback.flags.Share;
import dev.switchback.pipeline.AsyncPipeline;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.router.AsyncMigrationAdapter;
import dev.switchback.router.Execution;
import dev.switchback.router.Explanation;
import dev.switchback.router.NewPipelineFailedException;
import dev.switchback.router.Simulation;
import dev.switchback.router.statistics.AdapterStatistics;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The adapter for pipelines that complete a stage. */
final class AsyncAdapter<I, O> implements AsyncMigrationAdapter<I, O> {

    private final Routing routing;
    private final AsyncPipeline<I, O> legacy;
    private final AsyncPipeline<I, O> replacement;
    private final AdapterSettings<I, O> settings;
    private final Admission admission;
    private final Failures<O> failures;
    private final Shadows<I, O> shadows;

    AsyncAdapter(
            Routing routing,
            AsyncPipeline<I, O> legacy,
            AsyncPipeline<I, O> replacement,
            AdapterSettings<I, O> settings) {
        this.routing = routing;
        this.legacy = legacy;
        this.replacement = replacement;
        this.settings = settings;
        this.admission = new Admission(routing, settings.newPlaces());
        this.failures = new Failures<>(routing, settings);
        this.shadows = new Shadows<>(
                routing,
                settings,
                request -> Running.of(legacy, request).outcome().get(),
                this::shadow);
    }

    @Override
    public CompletionStage<O> generate(I request) {
        return route(request, null).copy();
    }

    @Override
    public CompletionStage<Execution<O>> execute(I request) {
        Trace trace = new Trace();
        long begun = now();
        return route(request, trace)
                .thenApply(output -> trace.execution(output, routing.nextId(), Duration.ofNanos(now() - begun)));
    }

    @Override
    public CompletionStage<Outcome<O>> forceExecute(Route route, I request, boolean bypassBreaker) {
        ForcedCalls<O> forced = new ForcedCalls<>(routing, failures);
        ForcedCalls.Begun begun = forced.begin(route, bypassBreaker);
        return Running.of(route == Route.NEW ? replacement : legacy, request)
                .outcome()
                .handle((output, thrown) ->
                        thrown == null ? forced.returned(begun, output) : forced.threw(begun, Running.cause(thrown)))
                .copy();
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

    private CompletableFuture<O> route(I request, @Nullable Trace trace) {
        long begun = now();
        Way way = admission.way(routing.snapshot(), settings.keyOf(request), begun);
        if (trace != null) {
            trace.assigned(way.reason(), routing.breaker().state());
        }
        CanaryRun<O> canary = shadows.begin(way.seen(), request, way.key(), way.reason());
        if (canary != null && trace != null) {
            trace.sampled();
        }
        return way.permit() < 0 ? serveLegacy(request, way, canary) : serveNew(request, way, canary, trace);
    }

    private CompletableFuture<O> serveLegacy(I request, Way way, @Nullable CanaryRun<O> canary) {
        return Running.of(legacy, request).outcome().whenComplete((output, thrown) -> {
            long took = now() - way.begun();
            routing.ended(way.reason(), Route.LEGACY, thrown != null, took);
            if (canary != null) {
                canary.served(outcome(output, thrown, took));
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the stage within the stage is unwrapped by the last line
    private CompletableFuture<O> serveNew(I request, Way way, @Nullable CanaryRun<O> canary, @Nullable Trace trace) {
        return limited(Running.of(replacement, request, admission::ended))
                .handle((output, thrown) -> {
                    Throwable failure = thrown == null ? failures.soft(output) : Running.cause(thrown);
                    long took = settled(way, failure);
                    if (canary != null) {
                        canary.served(outcome(output, thrown, took));
                    }
                    if (failure != null && failures.mayFallBack(way.seen())) {
                        return fallBack(request, way, failure, trace);
                    }
                    return thrown == null
                            ? CompletableFuture.completedFuture(output)
                            : CompletableFuture.<O>failedFuture(Running.cause(thrown));
                })
                .thenCompose(next -> next);
    }

    private long settled(Way way, @Nullable Throwable failure) {
        long ended = now();
        long took = ended - way.begun();
        if (failure != null) {
            failures.ofNew(way, took, failure);
        } else {
            routing.breaker().succeeded(way.permit(), ended, took);
            routing.ended(way.reason(), Route.NEW, false, took);
            routing.poison().succeeded(way.key());
        }
        return took;
    }

    private CompletableFuture<O> fallBack(I request, Way way, Throwable cause, @Nullable Trace trace) {
        routing.fellBack(cause);
        if (trace != null) {
            trace.fellBack(cause);
        }
        long begun = now();
        return Running.of(legacy, request)
                .outcome()
                .whenComplete(
                        (output, thrown) -> routing.ended(way.reason(), Route.LEGACY, thrown != null, now() - begun));
    }

    /** The same outcome, failed when the limit is reached; what follows then runs off the timer's thread. */
    private CompletableFuture<O> limited(Running<O> running) {
        Duration limit = settings.newTimeout();
        if (limit == null) {
            return running.outcome();
        }
        CompletableFuture<O> limited = running.outcome().copy();
        try {
            Future<?> timeout = routing.timer()
                    .schedule(() -> offTheTimer(() -> timedOut(running, limited, limit)), limit.toNanos(), NANOSECONDS);
            return limited.whenComplete((output, thrown) -> timeout.cancel(false));
        } catch (RejectedExecutionException closed) { // nobody is there to end it: it takes as long as it takes
            return limited;
        }
    }

    private void timedOut(Running<O> running, CompletableFuture<O> limited, Duration limit) {
        limited.completeExceptionally(NewPipelineFailedException.timedOut(routing.migration(), limit));
        running.stop();
    }

    private void offTheTimer(Runnable follows) {
        try {
            routing.callExecutor().execute(follows);
        } catch (RejectedExecutionException closing) { // the caller still waits for an answer
            follows.run();
        }
    }

    /** A shadow run has a thread of its own, which may wait. */
    private O shadow(I request, Runnable atEnd) throws Exception {
        return Running.of(replacement, request, atEnd).outcome().get();
    }

    private static <O> Outcome<O> outcome(O output, @Nullable Throwable thrown, long tookNanos) {
        Duration took = Duration.ofNanos(tookNanos);
        return thrown == null ? new Outcome.Returned<>(output, took) : new Outcome.Threw<>(Running.cause(thrown), took);
    }

    private long now() {
        return routing.nanoTime().getAsLong();
    }
}
