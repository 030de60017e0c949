package dev.switchback.router;

import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.canary.replay.ReplaySubject;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Collects what an adapter is to do; for one thread. Every setting has a default.
 *
 * @param <I> the request
 * @param <O> the output
 * @param <X> what both pipelines may throw
 */
public interface AdapterBuilder<I, O, X extends Exception> {

    /**
     * Sets what makes a request stick to its side; by default the request's {@code toString}.
     *
     * @param key null for a request without a key, which goes to legacy below 100 %
     */
    AdapterBuilder<I, O, X> routingKey(Function<? super I, String> key);

    /** Sets which outputs of the new pipeline say that it failed; by default none does. */
    AdapterBuilder<I, O, X> failedWhen(Predicate<? super O> softFailure);

    /** Sets how canary outputs are compared; by default with {@code equals}. */
    AdapterBuilder<I, O, X> comparator(OutputComparator<? super O> comparator);

    /**
     * Sets how long a served call of the new pipeline may take before it is interrupted and legacy answers; by default
     * there is no limit. With a limit the call runs on another thread.
     *
     * @param limit positive
     */
    AdapterBuilder<I, O, X> newTimeout(Duration limit);

    /**
     * Sets how many served calls may run on the new pipeline at once, beyond which legacy serves; by default any
     * number,
     * and with a time-out 256, because a call that ignores its interrupt keeps its thread.
     *
     * @param limit at least 1
     */
    AdapterBuilder<I, O, X> newConcurrency(int limit);

    /** Says that the new pipeline has side effects: legacy never answers for it after it has begun. */
    AdapterBuilder<I, O, X> notRepeatable();

    /**
     * Says that legacy may run more than once for a request, because it has no side effects: for a small sample of the
     * canaries it then runs again, and where its two answers differ is noise. By default it never does.
     */
    AdapterBuilder<I, O, X> repeatableLegacy();

    /**
     * Keeps the smallest sample of each class of differences beside the state, to be exported and replayed; by default
     * none is kept.
     *
     * @param subject writes requests and outputs as text, and runs a request again
     * @param clean takes out of such a text what must not be stored
     */
    AdapterBuilder<I, O, X> samples(ReplaySubject<I, O> subject, UnaryOperator<String> clean);

    /**
     * Sets what carries the caller's context to a canary's thread; asked on the caller's thread, for each sample. The
     * MDC of the logging is carried anyway.
     */
    AdapterBuilder<I, O, X> canaryContext(UnaryOperator<Runnable> context);

    /**
     * Sets a request that does no harm on either side, to try the pipelines with after a rollback and before a reset.
     */
    AdapterBuilder<I, O, X> probe(I request);

    /** {@return the adapter} */
    MigrationAdapter<I, O, X> build();
}
