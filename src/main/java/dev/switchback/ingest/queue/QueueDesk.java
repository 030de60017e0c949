package dev.switchback.ingest.queue;

import dev.switchback.state.Attribution;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Where a queue is looked at and steered, by operators and by those who watch it; thread-safe. */
public interface QueueDesk {

    /** {@return mode and settings} */
    Control control();

    /**
     * Changes mode or settings: waits until no event is being taken in under the old mode.
     *
     * @param forced whether {@link Mode#SYNC} is entered although the queue is not empty
     * @throws ModeRefusedException if it is not empty, and not forced ; nothing was changed
     */
    Control change(UnaryOperator<Control> edit, boolean forced, Attribution by);

    /** {@return the newest changes, newest first} */
    List<ControlChange> changes(int most);

    /** {@return how full it is} */
    Depths depths();

    /** {@return how many events each tenant has in the queue; those that have none are left out} */
    Map<String, Long> depthsByTenant();

    /** {@return the proof that nothing is lost} */
    Accounting accounting();

    /** {@return events in the queue, those due first} */
    List<QueueRow> queued(boolean processing, int most);

    /** {@return processed events, newest first} */
    List<QueuedEvent> events(int most);

    /** {@return dead events, newest first} */
    List<DeadEvent> dead(int most);

    /**
     * Moves events from the queue to the dead, whoever works on them.
     *
     * @return the ids of those that were there
     */
    List<UUID> discard(List<UUID> ids, Attribution by);

    /**
     * Moves dead events back into the queue, or if none is named all that are dead when it begins; a thousand in a
     * transaction, and the oldest first.
     *
     * @return the ids of those that were there
     * @throws ModeRefusedException if the mode is {@link Mode#SYNC}: they would lie there
     */
    List<UUID> requeue(List<UUID> ids, Attribution by);

    /** Lets every process look for work at once. */
    void wake();
}
