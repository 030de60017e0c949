package dev.switchback.ingest.accept;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Gives ids that begin with the time, so that new rows are neighbours in an index: version 7 of RFC 9562, section 5.7.
 * Thread-safe.
 */
final class Ids {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final RandomGenerator random;
    private long millis; // guarded by this
    private int counter; // guarded by this

    Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** {@return an id that is higher than those given before, also where the clock goes back} */
    synchronized UUID next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = random.nextInt(1 << (COUNTER_BITS - 1));
        } else if (++counter == 1 << COUNTER_BITS) {
            millis++;
            counter = 0;
        }
        return new UUID(millis << 16 | VERSION_7 | counter, VARIANT | random.nextLong() >>> 2);
    }
}
