package dev.switchback.ingest.accept;

import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Receipt;
import java.util.concurrent.CompletableFuture;

/**
 * An event whose sender waits for its receipt.
 *
 * @param arriving what was handed in
 * @param bytes how many bytes its payload has
 * @param receipt what the sender waits for
 */
record Waiting(Arriving arriving, int bytes, CompletableFuture<Receipt> receipt) {}
