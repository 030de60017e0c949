package dev.switchback.ingest.queue;

import java.util.UUID;

/** What the sender of an event is told: it is kept, whatever dies now. */
public sealed interface Receipt {

    /** {@return the id of the event} */
    UUID id();

    /** {@return whether an event with this idempotency key was accepted before, and this is its id} */
    boolean repeated();

    /** {@return {@code queued} or {@code created}} */
    String status();

    /** It waits in the queue. */
    record Queued(UUID id, boolean repeated) implements Receipt {

        @Override
        public String status() {
            return "queued";
        }
    }

    /** It is processed. */
    record Created(UUID id, boolean repeated) implements Receipt {

        @Override
        public String status() {
            return "created";
        }
    }
}
