package dev.switchback.soak;

import java.util.concurrent.locks.LockSupport;

/**
 * One request of the soak.
 *
 * @param number which one it is, from which everything that the pipelines do with it follows
 * @param key its routing key
 * @param probe whether it is a probe, which may run on new whatever is in force
 */
record Ask(long number, int key, boolean probe) {

    static final Ask PROBE = new Ask(-1, -1, true);

    private static final int KEYS = 4_000;
    private static final long LATE_NANOS = 20_000_000;
    private static final long BREATH_NANOS = 1_000_000;

    static Ask of(long seed, long number) {
        return new Ask(number, (int) Long.remainderUnsigned(mixed(seed + number), KEYS), false);
    }

    /** {@return a number of 64 bits that looks random and is the same in each run} */
    static long mixed(long number) { // the finalizer of SplitMix64
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * Returns the key, now and then late: it is asked between the rules and the admission, where a request must notice
     * that a rollback has been forced and proven meanwhile. The million lasts long enough for that by the same means.
     */
    String routingKey() {
        long chance = Long.remainderUnsigned(mixed(-number), 800);
        if (chance == 0) {
            LockSupport.parkNanos(LATE_NANOS);
        } else if (chance <= 20) {
            LockSupport.parkNanos(BREATH_NANOS);
        }
        return "key-" + key;
    }
}
