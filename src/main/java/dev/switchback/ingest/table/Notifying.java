package dev.switchback.ingest.table;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * When a process tells the others of new events: every five milliseconds at most, because whoever notifies waits with
 * his commit until nobody else who notifies commits. What is not told is found with what is told next, or by looking.
 * Thread-safe.
 */
final class Notifying {

    private static final long LEAST_NANOS = Duration.ofMillis(5).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong last;

    Notifying(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        last = new AtomicLong(nanoTime.getAsLong() - LEAST_NANOS);
    }

    /** {@return the channel if it is time to tell the others, else nothing} */
    Optional<String> next() {
        long now = nanoTime.getAsLong();
        long before = last.get();
        return now - before >= LEAST_NANOS && last.compareAndSet(before, now)
                ? Optional.of(TableDesk.CHANNEL)
                : Optional.empty();
    }
}
