package dev.switchback.canary;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One request whose other side is to be run and compared.
 *
 * @param <O> the output
 * @param key the routing key, for people; empty if the request has none
 * @param served the side that answers the caller
 * @param other runs the side that does not; an output that is {@link AutoCloseable} is closed after the comparison;
 *     throws {@link CanaryNotRunException} if it may not run any more
 * @param comparator compares the two outcomes
 * @param context wraps the run on the caller's thread, to carry a context of the caller's; the MDC is carried anyway
 * @param onOther told how the other side ended, once, as soon as it did or timed out; must not block
 * @param legacyAgain runs legacy once more for the same request; empty where it may not run twice
 * @param keeper told of both outcomes where a difference counts
 */
public record CanarySample<O>(
        String key,
        Route served,
        Callable<? extends O> other,
        OutputComparator<? super O> comparator,
        UnaryOperator<Runnable> context,
        Consumer<? super Outcome<O>> onOther,
        Optional<Callable<? extends O>> legacyAgain,
        Keeper<O> keeper) {

    /**
     * Told of both outcomes of a canary that found a difference that counts, after the verdict has been told.
     *
     * @param <O> the output
     */
    @FunctionalInterface
    public interface Keeper<O> {

        /** Keeps what it wants of them, on the canary's thread; the outputs are closed when it returns. */
        void keep(CanaryVerdict verdict, Outcome<? extends O> legacy, Outcome<? extends O> replacement);
    }

    /** {@return a sample that carries no context but the MDC and tells nobody how the other side ended} */
    public static <O> CanarySample<O> of(
            String key, Route served, Callable<? extends O> other, OutputComparator<? super O> comparator) {
        return new CanarySample<>(
                key,
                served,
                other,
                comparator,
                noContext(),
                outcome -> {},
                Optional.empty(),
                (verdict, legacy, replacement) -> {});
    }

    /** {@return the wrapper that carries nothing, for those who build samples by the constructor} */
    public static UnaryOperator<Runnable> noContext() {
        return UnaryOperator.identity();
    }

    /** {@return the same sample, carrying a context} */
    public CanarySample<O> carrying(UnaryOperator<Runnable> wrapper) {
        return new CanarySample<>(key, served, other, comparator, wrapper, onOther, legacyAgain, keeper);
    }

    /** {@return the same sample, telling how the other side ended} */
    public CanarySample<O> telling(Consumer<? super Outcome<O>> listener) {
        return new CanarySample<>(key, served, other, comparator, context, listener, legacyAgain, keeper);
    }

    /** {@return the same sample, for which legacy may run once more} */
    public CanarySample<O> repeating(Callable<? extends O> legacyOnceMore) {
        return new CanarySample<>(
                key, served, other, comparator, context, onOther, Optional.of(legacyOnceMore), keeper);
    }

    /** {@return the same sample, whose outcomes somebody wants to keep} */
    public CanarySample<O> keptBy(Keeper<O> keeps) {
        return new CanarySample<>(key, served, other, comparator, context, onOther, legacyAgain, keeps);
    }
}
