package dev.switchback.ingest.queue;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;

/**
 * What may be set while a queue runs; in force in every process within a second.
 *
 * @param maxConcurrency how many handlers run at once in one process, 1 to 1000; 20 by default
 * @param minPollInterval how long a process waits before it asks an empty queue again unless it is woken, 10 ms to
 *     1 min; 100 ms by default
 * @param batchSize how many events are claimed at once, 1 to 10 000; 500 by default
 * @param lease how long a process may keep a claimed event without a sign of life, 1 s to 1 h; 30 s by default
 * @param attempts how often an event is tried before it is dead, 1 to 100; 10 by default
 */
public record QueueSettings(int maxConcurrency, Duration minPollInterval, int batchSize, Duration lease, int attempts) {

    /** What is in force where nothing was set. */
    public static final QueueSettings DEFAULTS =
            new QueueSettings(20, Duration.ofMillis(100), 500, Duration.ofSeconds(30), 10);

    public QueueSettings {
        between("maxConcurrency", maxConcurrency, 1, 1_000);
        InvalidValueException.unless(
                minPollInterval.compareTo(Duration.ofMillis(10)) >= 0
                        && minPollInterval.compareTo(Duration.ofMinutes(1)) <= 0,
                "minPollInterval",
                "from 10 ms to 1 min",
                minPollInterval);
        between("batchSize", batchSize, 1, 10_000);
        InvalidValueException.unless(
                lease.compareTo(Duration.ofSeconds(1)) >= 0 && lease.compareTo(Duration.ofHours(1)) <= 0,
                "lease",
                "from 1 s to 1 h",
                lease);
        between("attempts", attempts, 1, 100);
    }

    private static void between(String name, int value, int least, int most) {
        InvalidValueException.unless(
                value >= least && value <= most, name, "from %d to %d".formatted(least, most), value);
    }

    /** {@return these settings with another number of handlers} */
    public QueueSettings withMaxConcurrency(int number) {
        return new QueueSettings(number, minPollInterval, batchSize, lease, attempts);
    }

    /** {@return these settings with another wait} */
    public QueueSettings withMinPollInterval(Duration wait) {
        return new QueueSettings(maxConcurrency, wait, batchSize, lease, attempts);
    }

    /** {@return these settings with another number of events claimed at once} */
    public QueueSettings withBatchSize(int number) {
        return new QueueSettings(maxConcurrency, minPollInterval, number, lease, attempts);
    }

    /** {@return these settings with another lease} */
    public QueueSettings withLease(Duration time) {
        return new QueueSettings(maxConcurrency, minPollInterval, batchSize, time, attempts);
    }

    /** {@return these settings with another number of attempts} */
    public QueueSettings withAttempts(int number) {
        return new QueueSettings(maxConcurrency, minPollInterval, batchSize, lease, number);
    }
}
