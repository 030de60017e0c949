package dev.switchback.pipeline;

import java.time.Duration;

/**
 * How one run of one pipeline ended: it returned, or it threw.
 *
 * @param <O> the output
 */
public sealed interface Outcome<O> {

    /** {@return how long the pipeline took, never negative} */
    Duration took();

    /** {@return whether the pipeline returned} */
    default boolean isReturned() {
        return this instanceof Returned;
    }

    /**
     * The pipeline returned.
     *
     * @param output what it returned; a pipeline that returns null gives null
     * @param took how long it took
     */
    record Returned<O>(O output, Duration took) implements Outcome<O> {}

    /**
     * The pipeline threw, or did not answer in time.
     *
     * @param error what it threw, a {@link java.util.concurrent.TimeoutException} when it took too long
     * @param took how long it took
     */
    record Threw<O>(Throwable error, Duration took) implements Outcome<O> {}
}
