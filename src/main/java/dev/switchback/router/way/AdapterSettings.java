package dev.switchback.router.way;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.sample.Samples;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was set on a builder, for adapters of both kinds; thread-safe where what was set is. */
record AdapterSettings<I, O>(
        Function<? super I, String> key,
        Predicate<? super O> softFailure,
        OutputComparator<? super O> comparator,
        @Nullable Duration newTimeout,
        @Nullable Semaphore newPlaces,
        boolean repeatable,
        boolean repeatableLegacy,
        @Nullable Samples<I, O> samples,
        UnaryOperator<Runnable> canaryContext,
        AtomicBoolean keyFailed) {

    private static final Logger log = LoggerFactory.getLogger(AdapterSettings.class);

    /** Stands for "no output says that it failed", so that the way of a request can leave the question out. */
    static final Predicate<Object> NEVER_FAILED = output -> false;

    /**
     * {@return the key of a request, null if it has none or the function failed: a request whose key is not known is
     * routed like one without, for legacy would have served it}
     */
    @Nullable
    String keyOf(I request) {
        try {
            return key.apply(request);
        } catch (RuntimeException | Error failed) { // nothing that legacy would not have thrown reaches a caller
            if (keyFailed.compareAndSet(false, true)) {
                log.warn("[MigrationAdapter] routingKey failed: such requests have no key; this is said once", failed);
            }
            return null;
        }
    }

    boolean asksForSoftFailures() {
        return softFailure != NEVER_FAILED;
    }
}
