package dev.switchback.ingest.work;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long an event waits after an attempt that failed: twice as long each time, up to a limit, and each a bit
 * differently, so that what failed together does not come back together.
 *
 * @param first after the first attempt
 * @param longest at most
 * @param random where in the half below to the half above the wait is
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    private static final int MOST_DOUBLINGS = 30;

    /** {@return a second at first, ten minutes at most} */
    public static Backoff of(RandomGenerator random) {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10), random);
    }

    /** {@return how long to wait after an attempt} */
    Duration after(int attempt) {
        long doubled = first.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
        long millis = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(millis * (0.5 + random.nextDouble())));
    }
}
