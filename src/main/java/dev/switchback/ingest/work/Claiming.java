package dev.switchback.ingest.work;

import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueueSettings;
import dev.switchback.ingest.queue.QueueStore;
import java.time.Duration;
import java.util.List;

/**
 * Claims events for the handlers of this process, so that they never wait and no more than a batch waits for them; two
 * batches while a queue is long and the handlers are faster than the database. For two threads, one for each method.
 */
final class Claiming {

    /** The least time between two claims, as a part of the wait for an empty queue: 2 ms of 100. */
    private static final int PARTS_OF_THE_INTERVAL = 50;

    /** How many batches may have been handled and not be finished: the database is slower than the handlers. */
    private static final int BATCHES_UNWRITTEN = 4;

    private static final Duration WHILE_FULL = Duration.ofMillis(1);

    private final ProcessorParts parts;
    private final QueueStore store;
    private final Handling handling;
    private final Slots slots;
    private final Held held;
    private long claimedAt;
    private volatile boolean moreThere;

    Claiming(ProcessorParts parts, Handling handling, Slots slots, Held held) {
        this.parts = parts;
        this.held = held;
        this.store = parts.store();
        this.handling = handling;
        this.slots = slots;
        claimedAt = parts.nanoTime().getAsLong() - Duration.ofMinutes(1).toNanos();
    }

    Duration turn() {
        QueueSettings settings = parts.control().get().settings();
        Duration least = settings.minPollInterval().dividedBy(PARTS_OF_THE_INTERVAL);
        long since = parts.nanoTime().getAsLong() - claimedAt;
        if (since < least.toNanos()) { // it was woken
            return least.minusNanos(since);
        }
        slots.limit(settings.maxConcurrency());
        handling.startThread();
        int room = settings.batchSize() - handling.waiting();
        if (room <= settings.batchSize() / 2
                || handling.outcomes().size() >= settings.batchSize() * BATCHES_UNWRITTEN) {
            return WHILE_FULL;
        }
        claimedAt = parts.nanoTime().getAsLong();
        int claimed = claim(room);
        if (claimed == 0) {
            return settings.minPollInterval();
        }
        return claimed == room ? Duration.ZERO : least;
    }

    /**
     * Claims a batch beside the claim that is on its way, if a queue is long and no event waits for a thread: then it is
     * the database that takes time, and it can do two things at once.
     */
    Duration help() {
        QueueSettings settings = parts.control().get().settings();
        if (!moreThere) {
            return settings.minPollInterval();
        }
        if (handling.waiting() > 0
                || handling.outcomes().size() >= settings.batchSize()
                || claim(settings.batchSize()) == 0) {
            return WHILE_FULL;
        }
        return Duration.ZERO;
    }

    private int claim(int room) {
        List<Claimed> claimed =
                parts.control().get().mode().isProcessing() ? store.claim(parts.owner(), room) : List.of();
        moreThere = claimed.size() == room;
        held.add(claimed);
        if (!claimed.isEmpty()) {
            handling.add(claimed);
        }
        return claimed.size();
    }
}
