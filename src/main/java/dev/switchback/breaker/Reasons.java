package dev.switchback.breaker;

import java.util.Locale;

/** The sentences that say why a breaker changed its state; they name no payload, only figures and types. */
final class Reasons {

    private Reasons() {}

    /** {@return why a window opened it} */
    static String tripped(BreakerCause cause, Circuit window, BreakerSettings settings) {
        if (cause == BreakerCause.ERROR_COUNT) {
            return "%d failures within %s, the threshold is %d"
                    .formatted(window.failures(), settings.errorWindow(), settings.errorThreshold());
        }
        if (cause == BreakerCause.FAILURE_RATE) {
            return failureRate(window, settings);
        }
        return String.format(
                Locale.ROOT,
                "at least %.1f %% of %d calls within %s took longer than %s",
                settings.slowRatePercent(),
                window.calls(),
                settings.errorWindow(),
                settings.slowCall().orElseThrow());
    }

    private static String failureRate(Circuit window, BreakerSettings settings) {
        double rate = window.failureRate().orElse(0);
        return rate < settings.failureRatePercent() // the calls that it was taken from have left the window since
                ? String.format(
                        Locale.ROOT,
                        "at least %.1f %% of the calls within %s failed",
                        settings.failureRatePercent(),
                        settings.errorWindow())
                : String.format(
                        Locale.ROOT,
                        "%.1f %% of %d calls within %s failed, the limit is %.1f %%",
                        rate,
                        window.calls(),
                        settings.errorWindow(),
                        settings.failureRatePercent());
    }

    static String probeFailed(Throwable error) {
        return "a probe failed with " + error.getClass().getName();
    }

    static String probesSlow(BreakerSettings settings) {
        return "the probes passed, but too many took longer than "
                + settings.slowCall().orElseThrow();
    }

    static String probesPassed(BreakerSettings settings) {
        return "all of %d probes passed".formatted(settings.halfOpenProbes());
    }

    static String probesOverdue(BreakerSettings settings) {
        return "the probes did not end within " + Circuit.longestProbing(settings);
    }

    static String configured(BreakerState next) {
        if (next == BreakerState.DISABLED) {
            return "it was switched off";
        }
        return next == BreakerState.CLOSED ? "it was switched on" : "its settings changed, probing begins anew";
    }
}
