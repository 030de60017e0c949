package dev.switchback.router;

import dev.switchback.pipeline.Route;
import java.time.Duration;

/**
 * One answered request with everything about how it was answered.
 *
 * <p>"Assigned" and "served" are two things: after a fallback {@link #decision} says new, and {@link #served} legacy.
 *
 * @param <O> the output
 */
public sealed interface Execution<O> {

    /** {@return what the serving pipeline returned} */
    O output();

    /** {@return an identity unique in the fleet: the node's name, a dash, and a count} */
    String id();

    /** {@return where the request was sent, and why} */
    Decision decision();

    /** {@return the side whose output this is} */
    Route served();

    /** {@return how long the request took from end to end, a failed attempt included} */
    Duration duration();

    /** {@return whether the other side was asked for as well, to be compared} */
    boolean canary();

    /**
     * The side that the request was assigned to has answered.
     *
     * @param output what it returned
     * @param id the execution's identity
     * @param decision where the request was sent, and why
     * @param served the side that answered
     * @param duration how long it took
     * @param canary whether it was sampled
     */
    record Direct<O>(O output, String id, Decision decision, Route served, Duration duration, boolean canary)
            implements Execution<O> {}

    /**
     * The new pipeline has failed, and legacy has answered.
     *
     * @param output what legacy returned
     * @param id the execution's identity
     * @param decision where the request was sent, and why
     * @param duration how long both took together
     * @param canary whether it was sampled
     * @param cause how the new pipeline failed
     */
    record FellBack<O>(O output, String id, Decision decision, Duration duration, boolean canary, Throwable cause)
            implements Execution<O> {

        @Override
        public Route served() {
            return Route.LEGACY;
        }
    }
}
