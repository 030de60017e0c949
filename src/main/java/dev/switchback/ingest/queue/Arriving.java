package dev.switchback.ingest.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * An event on its way in.
 *
 * @param id what it is to be called if it is new
 * @param event what was handed in
 */
public record Arriving(UUID id, NewEvent event) {

    /** {@return the event for a handler that processes it at once} */
    public QueuedEvent asQueued(Instant now) {
        return new QueuedEvent(id, event.tenant(), event.orderingKey(), event.payload(), 1, now);
    }
}
