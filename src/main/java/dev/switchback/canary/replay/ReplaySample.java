package dev.switchback.canary.replay;

import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import java.time.Instant;

/**
 * One request that a canary ran on both sides.
 *
 * @param <I> the request
 * @param <O> the output
 * @param request the request
 * @param key its routing key, empty if it has none
 * @param served the side whose answer the caller got
 * @param legacy how legacy ended
 * @param replacement how the new side ended
 * @param at when
 */
public record ReplaySample<I, O>(
        I request,
        String key,
        Route served,
        Outcome<? extends O> legacy,
        Outcome<? extends O> replacement,
        Instant at) {}
