package dev.switchback.ingest.queue;

/**
 * The proof that nothing is lost: what was accepted is what is there, all counted at one moment.
 *
 * @param accepted how many events were accepted, counted apart by the transactions that accepted them
 * @param pending events that wait
 * @param processing events that are claimed
 * @param events events that were processed
 * @param dead events that were given up or discarded
 * @param twice ids that are in more than one of the queue, the events and the dead
 */
public record Accounting(long accepted, long pending, long processing, long events, long dead, long twice) {

    /** {@return how many events are missing; negative if there are more than were accepted} */
    public long missing() {
        return accepted - pending - processing - events - dead;
    }

    /** {@return whether every accepted event is in exactly one place} */
    public boolean isBalanced() {
        return missing() == 0 && twice == 0;
    }
}
