package dev.switchback.router;

import dev.switchback.pipeline.AsyncPipeline;

/**
 * An asynchronous adapter that has its legacy pipeline and waits for the new one.
 *
 * @param <I> the request
 * @param <O> the output
 */
public interface AsyncNewSide<I, O> {

    /** Names the replacement. */
    AsyncAdapterBuilder<I, O> newPipeline(AsyncPipeline<? super I, ? extends O> replacement);
}
