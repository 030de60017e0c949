package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;

/**
 * Whether and how often both sides are run and compared.
 *
 * @param enabled whether canaries run at all
 * @param sample the share of keys that are compared
 * @param timeout how long the side that was not served may take, in whole milliseconds, positive, at most a day
 * @param offAbove the routing percentage above which canaries are off, since little is left to learn there
 */
public record CanaryFlags(boolean enabled, Share sample, Duration timeout, Share offAbove) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Off; every key when switched on, 30 seconds, up to 90 %. */
    public static final CanaryFlags DEFAULTS = new CanaryFlags(false, Share.ALL, Duration.ofSeconds(30), Share.of(90));

    public CanaryFlags {
        InvalidValueException.unless(sample != null, "canary.sample", "a share", sample);
        InvalidValueException.unless(offAbove != null, "canary.offAbove", "a share", offAbove);
        InvalidValueException.unless(
                timeout != null
                        && timeout.compareTo(Duration.ZERO) > 0
                        && timeout.compareTo(LONGEST) <= 0
                        && timeout.toNanos() % 1_000_000 == 0,
                "canary.timeout",
                "from PT0.001S to PT24H in whole milliseconds",
                timeout);
    }

    /** {@return these, switched on or off} */
    public CanaryFlags withEnabled(boolean on) {
        return new CanaryFlags(on, sample, timeout, offAbove);
    }

    /** {@return these with another sample} */
    public CanaryFlags withSample(Share share) {
        return new CanaryFlags(enabled, share, timeout, offAbove);
    }

    /** {@return these with another time limit} */
    public CanaryFlags withTimeout(Duration limit) {
        return new CanaryFlags(enabled, sample, limit, offAbove);
    }

    /** {@return these, off above another routing percentage} */
    public CanaryFlags withOffAbove(Share percentage) {
        return new CanaryFlags(enabled, sample, timeout, percentage);
    }
}
