package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * When the breaker takes the new pipeline out of service, and for how long.
 *
 * @param enabled whether there is a breaker at all
 * @param errorThreshold how many failures within the window open it, from 1 to 100 000
 * @param errorWindow how far back failures count, in whole seconds, from one second to a day
 * @param recovery how long it stays open before a probe, in whole seconds, from one second to a day
 */
public record BreakerFlags(boolean enabled, int errorThreshold, Duration errorWindow, Duration recovery) {

    /** On; 5 failures in 300 seconds, 600 seconds to recover. */
    public static final BreakerFlags DEFAULTS =
            new BreakerFlags(true, 5, Duration.ofMinutes(5), Duration.ofMinutes(10));

    static final int MOST_ERRORS = 100_000;
    static final int MOST_SECONDS = 86_400;

    public BreakerFlags {
        InvalidValueException.unless(
                errorThreshold >= 1 && errorThreshold <= MOST_ERRORS,
                "breaker.errorThreshold",
                "from 1 to 100000",
                errorThreshold);
        check("breaker.errorWindow", errorWindow);
        check("breaker.recovery", recovery);
    }

    /** {@return these, switched on or off} */
    public BreakerFlags withEnabled(boolean on) {
        return new BreakerFlags(on, errorThreshold, errorWindow, recovery);
    }

    /** {@return these with another threshold} */
    public BreakerFlags withErrorThreshold(int errors) {
        return new BreakerFlags(enabled, errors, errorWindow, recovery);
    }

    /** {@return these with another window} */
    public BreakerFlags withErrorWindow(Duration window) {
        return new BreakerFlags(enabled, errorThreshold, window, recovery);
    }

    /** {@return these with another time to recover} */
    public BreakerFlags withRecovery(Duration wait) {
        return new BreakerFlags(enabled, errorThreshold, errorWindow, wait);
    }

    private static void check(String name, Duration time) {
        InvalidValueException.unless(
                time != null
                        && time.equals(time.truncatedTo(ChronoUnit.SECONDS))
                        && time.toSeconds() >= 1
                        && time.toSeconds() <= MOST_SECONDS,
                name,
                "from PT1S to PT24H in whole seconds",
                time);
    }
}
