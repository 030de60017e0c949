package dev.switchback.ingest.loss;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** What an event of the campaign does to its handler; its name is the payload's {@code do}. */
enum Deed {
    FINE,
    SLOW,
    /** Fails one time in two. */
    FLAKY,
    /** Takes longer than a lease, and so lives by the sign of life. */
    LONG,
    /** Fails each time, and ends among the dead. */
    POISON,
    /** Takes its process with it, one time in two. */
    KILLER;

    private static final int THOUSAND = 1_000;

    /** {@return one of them, most of them fine} */
    static Deed any(RandomGenerator random) {
        int drawn = random.nextInt(20 * THOUSAND);
        if (drawn < 3) {
            return KILLER;
        }
        if (drawn < 20) {
            return POISON;
        }
        if (drawn < 50) {
            return LONG;
        }
        if (drawn < 800) {
            return FLAKY;
        }
        return drawn < 2 * THOUSAND ? SLOW : FINE;
    }

    /** {@return the payload of an event that does it} */
    String payload(String padding) {
        return "{\"do\": \"%s\", \"padding\": \"%s\"}".formatted(this, padding);
    }

    /** Does what a payload says. */
    static void run(String payload) {
        String name = payload.replaceFirst(".*\"do\": *\"([A-Z]+)\".*", "$1");
        switch (valueOf(name)) {
            case FINE -> {}
            case SLOW -> pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(50)));
            case FLAKY -> failIf(ThreadLocalRandom.current().nextBoolean());
            case LONG -> pause(Duration.ofMillis(2_500));
            case POISON -> failIf(true);
            case KILLER -> {
                if (ThreadLocalRandom.current().nextBoolean()) {
                    Runtime.getRuntime().halt(137);
                }
            }
        }
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new IllegalStateException("the handler of the campaign fails");
        }
    }

    /** Lets time pass. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
