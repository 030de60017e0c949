package dev.switchback.breaker;

import static dev.switchback.pipeline.InvalidValueException.unless;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a breaker opens, and for how long.
 *
 * <p>It opens on a count of failures whatever the rate, on a rate, or, where {@code slowCall} says what is slow, on the
 * share of slow calls. {@link #DEFAULTS} opens for 600 s on 5 failures in 300 s, or on 50 % of at least 20 calls.
 *
 * @param enabled false to let every call through and only count
 * @param errorThreshold failures in the window that open it, from 1 to 100 000
 * @param errorWindow the window's length in whole seconds, from one second to a day
 * @param recovery how long it stays open after the first trip, from one second to a week; later ones take longer
 * @param failureRatePercent the share of failures that opens it, above 0 and at most 100
 * @param minimumCalls calls in the window before a share means anything, from 1 to 1 000 000
 * @param slowCall a call that takes longer is slow; empty when no call is
 * @param slowRatePercent the share of slow calls that opens it, above 0 and at most 100
 * @param halfOpenProbes calls that must all pass before it closes, from 1 to 100
 */
public record BreakerSettings(
        boolean enabled,
        int errorThreshold,
        Duration errorWindow,
        Duration recovery,
        double failureRatePercent,
        int minimumCalls,
        Optional<Duration> slowCall,
        double slowRatePercent,
        int halfOpenProbes) {

    // before DEFAULTS, whose constructor asks for them
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** 5 failures in 300 s or half of at least 20 calls, open for 600 s, 3 probes, no call is slow. */
    public static final BreakerSettings DEFAULTS = new BreakerSettings(
            true, 5, Duration.ofMinutes(5), Duration.ofMinutes(10), 50, 20, Optional.empty(), 100, 3);

    public BreakerSettings {
        unless(from(errorThreshold, 100_000), "errorThreshold", "from 1 to 100000", errorThreshold);
        unless(
                wholeSeconds(errorWindow) && between(errorWindow, DAY),
                "errorWindow",
                "whole seconds from PT1S to PT24H",
                errorWindow);
        unless(between(recovery, WEEK), "recovery", "from PT1S to PT168H", recovery);
        unless(percent(failureRatePercent), "failureRatePercent", "above 0 and at most 100", failureRatePercent);
        unless(from(minimumCalls, 1_000_000), "minimumCalls", "from 1 to 1000000", minimumCalls);
        unless(
                slowCall.map(BreakerSettings::canBeSlow).orElse(true),
                "slowCall",
                "above zero and at most PT168H",
                slowCall.orElse(Duration.ZERO));
        unless(percent(slowRatePercent), "slowRatePercent", "above 0 and at most 100", slowRatePercent);
        unless(from(halfOpenProbes, 100), "halfOpenProbes", "from 1 to 100", halfOpenProbes);
    }

    /** {@return these settings, switched on or off} */
    public BreakerSettings withEnabled(boolean on) {
        return new BreakerSettings(
                on,
                errorThreshold,
                errorWindow,
                recovery,
                failureRatePercent,
                minimumCalls,
                slowCall,
                slowRatePercent,
                halfOpenProbes);
    }

    /** {@return these settings with another count: so many failures within that window} */
    public BreakerSettings withErrors(int threshold, Duration window) {
        return new BreakerSettings(
                enabled,
                threshold,
                window,
                recovery,
                failureRatePercent,
                minimumCalls,
                slowCall,
                slowRatePercent,
                halfOpenProbes);
    }

    /** {@return these settings with another wait} */
    public BreakerSettings withRecovery(Duration wait) {
        return new BreakerSettings(
                enabled,
                errorThreshold,
                errorWindow,
                wait,
                failureRatePercent,
                minimumCalls,
                slowCall,
                slowRatePercent,
                halfOpenProbes);
    }

    /** {@return these settings with another rate: that share of at least so many calls} */
    public BreakerSettings withFailureRate(double percent, int calls) {
        return new BreakerSettings(
                enabled,
                errorThreshold,
                errorWindow,
                recovery,
                percent,
                calls,
                slowCall,
                slowRatePercent,
                halfOpenProbes);
    }

    /** {@return these settings, opening when that share of the calls takes longer than {@code call}} */
    public BreakerSettings withSlowCalls(Duration call, double percent) {
        return new BreakerSettings(
                enabled,
                errorThreshold,
                errorWindow,
                recovery,
                failureRatePercent,
                minimumCalls,
                Optional.of(call),
                percent,
                halfOpenProbes);
    }

    /** {@return these settings with another number of probes} */
    public BreakerSettings withHalfOpenProbes(int probes) {
        return new BreakerSettings(
                enabled,
                errorThreshold,
                errorWindow,
                recovery,
                failureRatePercent,
                minimumCalls,
                slowCall,
                slowRatePercent,
                probes);
    }

    private static boolean from(int value, int most) {
        return value >= 1 && value <= most;
    }

    private static boolean percent(double value) {
        return value > 0 && value <= 100;
    }

    private static boolean canBeSlow(Duration call) {
        return call.compareTo(Duration.ZERO) > 0 && notAbove(call, WEEK);
    }

    private static boolean wholeSeconds(Duration length) {
        return length.equals(length.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean between(Duration length, Duration most) {
        return length.compareTo(Duration.ofSeconds(1)) >= 0 && notAbove(length, most);
    }

    private static boolean notAbove(Duration length, Duration most) {
        return length.compareTo(most) <= 0;
    }
}
