package dev.switchback.canary;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts how runs ended: since the begin, and among the latest, by which health is judged. */
final class Tally {

    private static final int LATEST = 512;

    private final Map<CanaryResult, LongAdder> results = new EnumMap<>(CanaryResult.class);
    private final LongAdder overheadNanos = new LongAdder();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicReferenceArray<@Nullable CanaryResult> latest = new AtomicReferenceArray<>(LATEST);

    Tally() {
        for (CanaryResult result : CanaryResult.values()) {
            results.put(result, new LongAdder());
        }
    }

    void ended(CanaryResult result, long tookNanos) {
        overheadNanos.add(tookNanos);
        count(result);
    }

    void dropped() {
        count(CanaryResult.DROPPED);
    }

    private void count(CanaryResult result) {
        Objects.requireNonNull(results.get(result)).increment();
        latest.set((int) (ended.getAndIncrement() % LATEST), result);
    }

    long of(CanaryResult result) {
        return Objects.requireNonNull(results.get(result)).sum();
    }

    long compared() {
        return of(CanaryResult.MATCH)
                + of(CanaryResult.NOISE)
                + of(CanaryResult.IGNORED)
                + of(CanaryResult.COSMETIC)
                + of(CanaryResult.CRITICAL);
    }

    Duration meanOverhead() {
        long runs = compared() + of(CanaryResult.ERROR) + of(CanaryResult.TIMEOUT);
        return runs == 0 ? Duration.ZERO : Duration.ofNanos(overheadNanos.sum() / runs);
    }

    /** {@return how many of the latest samples ended so} */
    int latest(CanaryResult result) {
        int count = 0;
        for (int slot = 0; slot < LATEST; slot++) {
            count += latest.get(slot) == result ? 1 : 0;
        }
        return count;
    }
}
