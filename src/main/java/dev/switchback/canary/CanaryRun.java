package dev.switchback.canary;

import dev.switchback.pipeline.Outcome;

/**
 * A sample that waits for the answer of the side that serves.
 *
 * @param <O> the output
 */
public interface CanaryRun<O> {

    /**
     * Gives the served outcome, once. Detached: hands the sample over and returns. Serial and parallel: returns after
     * the verdict, or at the time-out. Never throws.
     */
    void served(Outcome<? extends O> outcome);
}
