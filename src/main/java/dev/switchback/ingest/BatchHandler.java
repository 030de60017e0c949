package dev.switchback.ingest;

import dev.switchback.ingest.queue.QueuedEvent;
import java.sql.Connection;
import java.util.List;

/**
 * What processes events inside the transaction that writes them among the events: its effects on that database happen
 * exactly once.
 *
 * <p>Thread-safe. What it throws undoes the batch, which is then tried in halves, so that only the event that fails
 * waits for its next attempt.
 */
@FunctionalInterface
public interface BatchHandler {

    /** Processes events by the connection, on which it neither commits nor rolls back. */
    void handle(List<QueuedEvent> events, Connection connection) throws Exception;
}
