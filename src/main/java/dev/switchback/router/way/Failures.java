package dev.switchback.router.way;

import dev.switchback.flags.Reason;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.router.Fallback;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.router.NewPipelineFailedException;
import dev.switchback.router.statistics.Tally;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about a failed call of the new pipeline: counted, told, and answered by legacy if that is allowed. */
final class Failures<O> {

    private static final Logger log = LoggerFactory.getLogger(MigrationAdapter.class);

    private final Routing routing;
    private final AdapterSettings<?, O> settings;

    Failures(Routing routing, AdapterSettings<?, O> settings) {
        this.routing = routing;
        this.settings = settings;
    }

    /** Counts a failed call against the new pipeline, its key included. */
    void ofNew(Way way, long tookNanos, Throwable cause) {
        routing.breaker().failed(way.permit(), tookNanos, cause);
        routing.ended(way.reason(), Route.NEW, true, tookNanos);
        String key = way.key();
        if (log.isDebugEnabled()) {
            log.debug("[MigrationAdapter] Pipeline.new failed (migration={}, key={})", routing.migration(), key, cause);
        }
        if (key != null && routing.poison().failed(key, newSuccesses())) {
            log.warn(
                    "[MigrationAdapter] key is pinned to legacy for {}: it failed {} times while others succeeded (migration={}, key={})",
                    PoisonKeys.PINNED_FOR,
                    PoisonKeys.FAILURES,
                    routing.migration(),
                    InvalidValueException.printable(key));
        }
        routing.events()
                .publish(() -> new Fallback(
                        routing.clock().instant(),
                        routing.migration(),
                        way.reason().text(),
                        way.reason() != Reason.FORCED_CALL_NEW && mayFallBack(way.seen()),
                        cause.getClass().getName()));
    }

    /** {@return why an output counts as failed, or null if it does not} */
    @Nullable
    Throwable soft(O output) {
        if (!settings.asksForSoftFailures()) {
            return null;
        }
        try {
            return settings.softFailure().test(output) ? NewPipelineFailedException.soft(routing.migration()) : null;
        } catch (RuntimeException | Error thrown) { // a check that cannot say is no reason to serve the output
            return NewPipelineFailedException.checkFailed(routing.migration(), thrown);
        }
    }

    boolean mayFallBack(Snapshot seen) {
        return settings.repeatable() && seen.settings().fallbackToLegacy();
    }

    private long newSuccesses() {
        Tally newSide = routing.counters().side(Route.NEW);
        return newSide.runs() - newSide.failures();
    }

    /** Lets what a pipeline threw through as what its signature says it throws. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: the pipeline threw it, so it is an X
    static <X extends Throwable> X asThrown(Throwable thrown) {
        return (X) thrown;
    }
}
