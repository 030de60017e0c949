package dev.switchback.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time up to a limit, half of it by chance, so that many
 * senders do not come back together.
 */
final class Backoff {

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /**
     * Returns the wait after so many attempts in vain.
     *
     * @param attempts at least 1
     */
    Duration after(int attempts) {
        double doubled = (double) first.toNanos() * Math.pow(2, attempts - 1.0);
        long whole = (long) Math.min(doubled, (double) most.toNanos());
        return Duration.ofNanos(whole / 2 + (long) ((double) whole / 2 * random.nextDouble()));
    }
}
