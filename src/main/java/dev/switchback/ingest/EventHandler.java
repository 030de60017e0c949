package dev.switchback.ingest;

import dev.switchback.ingest.queue.QueuedEvent;

/**
 * What processes an event, before it is written among the events.
 *
 * <p>Thread-safe. It may run twice for one event when a process or the database dies, or when it outlives its lease;
 * that the event is written among the events twice cannot happen. Whatever it throws is an attempt that failed.
 */
@FunctionalInterface
public interface EventHandler {

    /** Processes an event. */
    void handle(QueuedEvent event) throws Exception;
}
