package dev.switchback.ingest.accept;

import dev.switchback.ingest.BatchHandler;
import dev.switchback.ingest.EventHandler;
import dev.switchback.ingest.queue.QueueStore;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the way in works with.
 *
 * @param store where events are kept
 * @param limits who may hand in how much
 * @param handler what processes an event at once, if it is not to be done in the transaction
 * @param batchHandler what processes it in the transaction
 * @param isForced whether every event is processed at once, whatever the mode says; no I/O
 * @param told who hears what became of events
 * @param clock the time that ids begin with
 * @param random the rest of the ids
 * @param threads for batches, five of them for as long as it is open
 * @param directThreads for events that are processed at once; as many as it has are processed at the same time; closed
 *     with the way in
 */
public record AcceptorParts(
        QueueStore store,
        Limits limits,
        @Nullable EventHandler handler,
        @Nullable BatchHandler batchHandler,
        BooleanSupplier isForced,
        Accepted told,
        Clock clock,
        RandomGenerator random,
        Executor threads,
        ExecutorService directThreads) {}
