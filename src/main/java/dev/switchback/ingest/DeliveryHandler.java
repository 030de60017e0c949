package dev.switchback.ingest;

import dev.switchback.ingest.queue.QueuedEvent;

/**
 * What brings processed events to one subscriber, each at least once.
 *
 * <p>Thread-safe. Whatever it throws is an attempt that failed, and is repeated later.
 */
@FunctionalInterface
public interface DeliveryHandler {

    /** Delivers an event. */
    void deliver(QueuedEvent event) throws Exception;
}
