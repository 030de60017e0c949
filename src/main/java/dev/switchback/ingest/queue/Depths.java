package dev.switchback.ingest.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * How full a queue is, counted in one look.
 *
 * @param pending events that wait, those for their next attempt among them
 * @param processing events that a process has claimed
 * @param stuck of these, those whose lease has run out: their process died, or hangs
 * @param claimable whether one that waits could be claimed now: its time has come, and it is the first of its key
 * @param oldest how long the oldest event in the queue has been in it; zero for an empty one
 * @param dead events that were given up or discarded
 * @param deliveries deliveries that are still to be made
 * @param undeliverable deliveries that were given up
 * @param at when it was counted, by the clock of the database
 */
public record Depths(
        long pending,
        long processing,
        long stuck,
        boolean claimable,
        Duration oldest,
        long dead,
        long deliveries,
        long undeliverable,
        Instant at) {

    /** {@return how many events are in the queue} */
    public long total() {
        return pending + processing;
    }

    /** {@return whether something is left to do now, and not only once its time has come or its process is done} */
    public boolean hasWork() {
        return claimable || stuck > 0;
    }

    /** {@return whether processes that live are at it; their handlers may take long} */
    public boolean isHandled() {
        return processing > stuck;
    }
}
