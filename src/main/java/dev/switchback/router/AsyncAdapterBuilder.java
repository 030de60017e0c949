package dev.switchback.router;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.replay.ReplaySubject;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Collects what an asynchronous adapter is to do; for one thread. The settings are those of {@link AdapterBuilder}.
 *
 * @param <I> the request
 * @param <O> the output
 */
public interface AsyncAdapterBuilder<I, O> {

    /** Sets what makes a request stick to its side, as {@link AdapterBuilder#routingKey}. */
    AsyncAdapterBuilder<I, O> routingKey(Function<? super I, String> key);

    /** Sets which outputs say that the new pipeline failed, as {@link AdapterBuilder#failedWhen}. */
    AsyncAdapterBuilder<I, O> failedWhen(Predicate<? super O> softFailure);

    /** Sets how canary outputs are compared, as {@link AdapterBuilder#comparator}. */
    AsyncAdapterBuilder<I, O> comparator(OutputComparator<? super O> comparator);

    /** Sets how long a served new stage may take before it is cancelled and legacy answers. */
    AsyncAdapterBuilder<I, O> newTimeout(Duration limit);

    /** Sets how many served new stages may be open at once, as {@link AdapterBuilder#newConcurrency}. */
    AsyncAdapterBuilder<I, O> newConcurrency(int limit);

    /** Says that the new pipeline has side effects, as {@link AdapterBuilder#notRepeatable}. */
    AsyncAdapterBuilder<I, O> notRepeatable();

    /** Says that legacy may run more than once for a request, as {@link AdapterBuilder#repeatableLegacy}. */
    AsyncAdapterBuilder<I, O> repeatableLegacy();

    /** Keeps samples of differences, as {@link AdapterBuilder#samples}. */
    AsyncAdapterBuilder<I, O> samples(ReplaySubject<I, O> subject, UnaryOperator<String> clean);

    /** Sets what carries the caller's context to a canary's thread, as {@link AdapterBuilder#canaryContext}. */
    AsyncAdapterBuilder<I, O> canaryContext(UnaryOperator<Runnable> context);

    /** Sets a request that does no harm on either side, as {@link AdapterBuilder#probe}. */
    AsyncAdapterBuilder<I, O> probe(I request);

    /** {@return the adapter} */
    AsyncMigrationAdapter<I, O> build();
}
