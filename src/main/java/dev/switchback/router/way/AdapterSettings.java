package dev.switchback.router.way;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.sample.Samples;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What was set on a builder, for adapters of both kinds. */
record AdapterSettings<I, O>(
        Function<? super I, String> key,
        Predicate<? super O> softFailure,
        OutputComparator<? super O> comparator,
        @Nullable Duration newTimeout,
        @Nullable Semaphore newPlaces,
        boolean repeatable,
        boolean repeatableLegacy,
        @Nullable Samples<I, O> samples,
        UnaryOperator<Runnable> canaryContext) {

    /** Stands for "no output says that it failed", so that the way of a request can leave the question out. */
    static final Predicate<Object> NEVER_FAILED = output -> false;

    boolean asksForSoftFailures() {
        return softFailure != NEVER_FAILED;
    }
}
