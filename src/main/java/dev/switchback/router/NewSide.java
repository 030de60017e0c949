package dev.switchback.router;

import dev.switchback.pipeline.Pipeline;

/**
 * An adapter that has its legacy pipeline and waits for the new one; two calls, so that twin lambdas cannot be swapped.
 *
 * @param <I> the request
 * @param <O> the output
 * @param <X> what the legacy pipeline may throw
 */
public interface NewSide<I, O, X extends Exception> {

    /** Names the replacement. */
    AdapterBuilder<I, O, X> newPipeline(Pipeline<? super I, ? extends O, ? extends X> replacement);
}
