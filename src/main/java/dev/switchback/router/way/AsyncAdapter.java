package dev.switchback.router.way;

import dev.switchback.canary.CanaryRun;
import dev.switchback.flags.Share;
import dev.switchback.flags.Snapshot;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
                routing, settings, request -> wait(legacy, request), request -> wait(replacement, request));
    }

    @Override
    public CompletionStage<O> generate(I request) {
        return route(request, null);
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
        CompletableFuture<O> called = call(route == Route.NEW ? replacement : legacy, request);
        return called.handle((output, thrown) ->
                thrown == null ? forced.returned(begun, output) : forced.threw(begun, cause(thrown)));
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
        Way way;
        long begun = now();
        try {
            Snapshot seen = routing.snapshot();
            way = admission.way(seen, settings.key().apply(request), begun);
        } catch (RuntimeException | Error thrown) { // the key function's: the caller's own mistake
            return CompletableFuture.failedFuture(thrown);
        }
        if (trace != null) {
            trace.assigned(way.reason());
        }
        CanaryRun<O> canary = shadows.begin(way.seen(), request, way.key(), way.reason());
        if (canary != null && trace != null) {
            trace.sampled();
        }
        return way.permit() < 0 ? serveLegacy(request, way, canary) : serveNew(request, way, canary, trace);
    }

    private CompletableFuture<O> serveLegacy(I request, Way way, @Nullable CanaryRun<O> canary) {
        return call(legacy, request).whenComplete((output, thrown) -> {
            long took = now() - way.begun();
            routing.ended(way.reason(), Route.LEGACY, thrown != null, took);
            if (canary != null) {
                canary.served(outcome(output, thrown, took));
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the stage within the stage is unwrapped by the last line
    private CompletableFuture<O> serveNew(I request, Way way, @Nullable CanaryRun<O> canary, @Nullable Trace trace) {
        CompletableFuture<O> called = call(replacement, request).whenComplete((output, thrown) -> admission.ended());
        return limited(called)
                .handle((output, thrown) -> {
                    Throwable failure = thrown == null ? failures.soft(output) : cause(thrown);
                    long took = settled(way, failure);
                    if (canary != null) {
                        canary.served(outcome(output, thrown, took));
                    }
                    if (failure != null && failures.mayFallBack(way.seen())) {
                        return fallBack(request, way, failure, trace);
                    }
                    return thrown == null
                            ? CompletableFuture.completedFuture(output)
                            : CompletableFuture.<O>failedFuture(cause(thrown));
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
        routing.fellBack();
        if (trace != null) {
            trace.fellBack(cause);
        }
        long begun = now();
        return call(legacy, request)
                .whenComplete(
                        (output, thrown) -> routing.ended(way.reason(), Route.LEGACY, thrown != null, now() - begun));
    }

    /** The same stage, failed when the limit is reached; what follows then runs on the call executor, not the timer. */
    private CompletableFuture<O> limited(CompletableFuture<O> called) {
        Duration limit = settings.newTimeout();
        if (limit == null) {
            return called;
        }
        CompletableFuture<O> limited = called.copy();
        Future<?> timeout = routing.timer()
                .schedule(
                        () -> routing.callExecutor().execute(() -> {
                            limited.completeExceptionally(
                                    NewPipelineFailedException.timedOut(routing.migration(), limit));
                            called.cancel(true);
                        }),
                        limit.toNanos(),
                        TimeUnit.NANOSECONDS);
        return limited.whenComplete((output, thrown) -> timeout.cancel(false));
    }

    private static <I, O> CompletableFuture<O> call(AsyncPipeline<I, O> pipeline, I request) {
        try {
            CompletableFuture<O> called = new CompletableFuture<>();
            pipeline.generate(request).whenComplete((output, thrown) -> {
                if (thrown == null) {
                    called.complete(output);
                } else {
                    called.completeExceptionally(cause(thrown));
                }
            });
            return called;
        } catch (Throwable thrown) { // throwing is the same as a failed stage
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** A shadow run has a thread of its own, which may wait. */
    private static <I, O> O wait(AsyncPipeline<I, O> pipeline, I request) throws Exception {
        return AsyncAdapter.<I, O>call(pipeline, request).get();
    }

    private static <O> Outcome<O> outcome(O output, @Nullable Throwable thrown, long tookNanos) {
        Duration took = Duration.ofNanos(tookNanos);
        return thrown == null ? new Outcome.Returned<>(output, took) : new Outcome.Threw<>(cause(thrown), took);
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private long now() {
        return routing.nanoTime().getAsLong();
    }
}
