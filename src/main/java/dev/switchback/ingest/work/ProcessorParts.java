package dev.switchback.ingest.work;

import dev.switchback.ingest.BatchHandler;
import dev.switchback.ingest.DeliveryHandler;
import dev.switchback.ingest.EventHandler;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.QueueStore;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the processing works with.
 *
 * @param store where events are kept
 * @param owner unique for each start of a process, and beginning with {@code <host>.<pid>}
 * @param control mode and settings, as known in this process
 * @param handler what processes an event, if it is not to be done in the transaction
 * @param batchHandler what processes events in the transaction
 * @param subscribers who gets processed events
 * @param backoff how long an event waits after an attempt that failed
 * @param told who hears how it goes
 * @param threads for loops, and one for each handler at work
 * @param nanoTime elapsed nanoseconds
 */
public record ProcessorParts(
        QueueStore store,
        String owner,
        Supplier<Control> control,
        @Nullable EventHandler handler,
        @Nullable BatchHandler batchHandler,
        Map<String, DeliveryHandler> subscribers,
        Backoff backoff,
        Processed told,
        Executor threads,
        LongSupplier nanoTime) {}
