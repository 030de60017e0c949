package dev.switchback.rollback.signal;

import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;

/**
 * The figures of both pipelines over one window.
 *
 * @param window how long the window is
 * @param newCalls calls to the new pipeline, canary runs included
 * @param newErrors those of them that failed
 * @param legacyCalls calls to the legacy pipeline
 * @param legacyErrors those of them that failed
 * @param newMean how long the new pipeline took, on average; zero without calls
 * @param legacyMean how long the legacy pipeline took, on average; zero without calls
 * @param compared pairs of answers that were compared
 * @param criticalMismatches those of them that differ critically
 * @param breakerOpen whether the breaker keeps the new pipeline out of service
 * @param overall how well everything is
 */
public record Vitals(
        Duration window,
        long newCalls,
        long newErrors,
        long legacyCalls,
        long legacyErrors,
        Duration newMean,
        Duration legacyMean,
        long compared,
        long criticalMismatches,
        boolean breakerOpen,
        HealthStatus overall) {

    /** No calls, and nothing wrong. */
    public static final Vitals NONE =
            new Vitals(Duration.ZERO, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, 0, 0, false, HealthStatus.HEALTHY);

    public Vitals {
        notNegative("newCalls", newCalls);
        notNegative("newErrors", newErrors);
        notNegative("legacyCalls", legacyCalls);
        notNegative("legacyErrors", legacyErrors);
        notNegative("compared", compared);
        notNegative("criticalMismatches", criticalMismatches);
    }

    /** {@return the share of failed calls to the new pipeline in percent, 0 without calls} */
    public double newErrorPercent() {
        return percent(newErrors, newCalls);
    }

    /** {@return the share of failed calls to the legacy pipeline in percent, 0 without calls} */
    public double legacyErrorPercent() {
        return percent(legacyErrors, legacyCalls);
    }

    /** {@return the share of critical differences among what was compared in percent, 0 if nothing was} */
    public double mismatchPercent() {
        return percent(criticalMismatches, compared);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private static void notNegative(String name, long value) {
        InvalidValueException.unless(value >= 0, name, "0 or more", value);
    }
}
