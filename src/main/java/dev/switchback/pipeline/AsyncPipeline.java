package dev.switchback.pipeline;

import java.util.concurrent.CompletionStage;

/**
 * A pipeline that answers later, by completing a stage.
 *
 * <p>Called from any thread, by many at once. Throwing is the same as returning a failed stage.
 *
 * @param <I> the request
 * @param <O> the output
 */
@FunctionalInterface
public interface AsyncPipeline<I, O> {

    /** Returns a stage that completes with the output for one request, or with what went wrong. */
    CompletionStage<O> generate(I request);
}
