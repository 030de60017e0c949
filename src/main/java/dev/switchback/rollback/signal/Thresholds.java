package dev.switchback.rollback.signal;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;

/**
 * From where on figures speak for a rollback; each is exceeded only above its value, never at it.
 *
 * <p>The least number of calls guards the rates. An open breaker and a critical state speak for themselves.
 *
 * @param errorPercent failed calls to the new pipeline, over 0 and up to 100
 * @param slowRatio how many times as long as legacy the new pipeline takes on average, at least 1
 * @param slowBy how much longer than legacy it takes on average, besides
 * @param mismatchPercent critical differences among what was compared, over 0 and up to 100
 * @param minimumCalls calls that a rate needs before it says anything, at least 1
 */
public record Thresholds(
        double errorPercent, double slowRatio, Duration slowBy, double mismatchPercent, long minimumCalls) {

    /** 15 % errors, 1.5 times and 50 ms slower, 5 % critical differences, 20 calls. */
    public static final Thresholds DEFAULTS = new Thresholds(15, 1.5, Duration.ofMillis(50), 5, 20);

    public Thresholds {
        InvalidValueException.unless(
                errorPercent > 0 && errorPercent <= 100, "errorPercent", "over 0 and up to 100", errorPercent);
        InvalidValueException.unless(slowRatio >= 1 && Double.isFinite(slowRatio), "slowRatio", "1 or more", slowRatio);
        InvalidValueException.unless(!slowBy.isNegative(), "slowBy", "0 or more", slowBy);
        InvalidValueException.unless(
                mismatchPercent > 0 && mismatchPercent <= 100,
                "mismatchPercent",
                "over 0 and up to 100",
                mismatchPercent);
        InvalidValueException.unless(minimumCalls >= 1, "minimumCalls", "1 or more", minimumCalls);
    }

    /** {@return what these figures advise} */
    public Recommendation recommend(Vitals vitals) {
        return Diagnosis.of(vitals, this);
    }
}
