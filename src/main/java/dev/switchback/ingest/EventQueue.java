package dev.switchback.ingest;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueSettings;
import dev.switchback.ingest.queue.Receipt;
import dev.switchback.state.Attribution;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A durable queue of events: what it has acknowledged is never lost, and never processed into the events twice.
 *
 * <p>Thread-safe.
 */
public interface EventQueue {

    /**
     * Takes an event in, and returns once it is kept: queued, or processed where the mode says so.
     *
     * @throws dev.switchback.pipeline.InvalidValueException for a payload that is no JSON, too large or too deep, or a
     *     tenant that is not declared ; nothing was kept
     * @throws EventRefusedException in mode REJECT, over a quota, for a key of another event, or if its handler failed
     *     where the mode processes it at once ; nothing was kept
     * @throws dev.switchback.ingest.queue.QueueUnavailableException if the database does not answer
     */
    Receipt submit(NewEvent event);

    /**
     * Returns if an event of a tenant may be handed in, as far as that is known before it is there; no I/O.
     *
     * @throws dev.switchback.pipeline.InvalidValueException for a tenant that is not declared
     * @throws EventRefusedException in mode REJECT, over a quota, or if the queue is full
     */
    void requireOpen(String tenant);

    /**
     * Takes an event in, without waiting for it; the stage fails with what {@link #submit} throws. It waits only while
     * the events on their way fill their part of the memory. What is done with receipts is done on four threads that
     * all senders share: it must not wait for other receipts.
     */
    CompletionStage<Receipt> submitAsync(NewEvent event);

    /**
     * Takes events in, all of them or, if it throws, a part of them: those with idempotency keys may be handed in
     * again.
     *
     * @return a receipt for each, in their order
     * @throws RuntimeException as {@link #submit}, for the first that was refused
     */
    List<Receipt> submitAll(List<NewEvent> events);

    /** {@return mode and settings, as known in this process; no I/O} */
    Control control();

    /**
     * Changes the mode, in every process.
     *
     * @param forced whether {@link Mode#SYNC} is entered although the queue is not empty
     * @throws dev.switchback.ingest.queue.ModeRefusedException if it is not empty, and not forced
     */
    Control mode(Mode to, boolean forced, Attribution by);

    /** Changes the settings, in every process. */
    Control settings(UnaryOperator<QueueSettings> edit, Attribution by);

    /** {@return how full the queue is, asked now} */
    Depths depths();

    /** {@return the proof that nothing is lost, made now} */
    Accounting accounting();

    /** Processes what is due at once, whatever the wait between two looks; returns without waiting for it. */
    void poll();

    /**
     * Puts back events whose process is dead.
     *
     * @return how many
     */
    int rescueStuck();
}
