package dev.switchback.canary.mismatch;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;

/**
 * How noise is looked for: legacy runs once more for a few canaries, and where its two answers differ is noise.
 *
 * <p>Beside these, legacy runs once more, at most twice, for a difference of a class that has not been looked at three
 * times; all together for no more than a fifth of the canaries. Only adapters that say that their legacy may run twice
 * take part.
 *
 * @param first for how many of the first canaries of a process, from 0
 * @param every for every how many-th canary after them, from 1
 * @param masksLast how long a mask lasts after noise was last seen, positive
 */
public record NoiseSettings(int first, int every, Duration masksLast) {

    /** The first 20, then every 100th; masks last 7 days. */
    public static final NoiseSettings DEFAULTS = new NoiseSettings(20, 100, Duration.ofDays(7));

    public NoiseSettings {
        InvalidValueException.unless(first >= 0, "first", "at least 0", first);
        InvalidValueException.unless(every >= 1, "every", "at least 1", every);
        InvalidValueException.unless(
                masksLast != null && !masksLast.isNegative() && !masksLast.isZero(),
                "masksLast",
                "above zero",
                masksLast);
    }

    boolean samples(long canary) {
        return canary <= first || canary % every == 0;
    }
}
