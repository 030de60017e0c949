package dev.switchback.ingest;

import dev.switchback.event.EventSource;
import dev.switchback.health.HealthSource;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.state.Attribution;

/**
 * A queue as one process has it: the way in, the processing, the rollback, and how well it is.
 *
 * <pre>{@code
 * try (var orders = Ingestion.named("orders").handler(event -> models.generate(event.payload())).start()) {
 *     Receipt receipt = orders.queue().submit(NewEvent.of("{\"table\": \"customers\"}"));
 * }
 * }</pre>
 *
 * <p>Thread-safe. Closing it takes no more events in, ends what is being processed, and puts back what was claimed and
 * not begun; whatever is queued stays queued.
 */
public interface Ingestion extends AutoCloseable {

    /**
     * Starts to set up a queue.
     *
     * @param name 1 to 64 lower-case letters, digits and hyphens
     */
    static IngestionBuilder named(String name) {
        return new IngestionBuilder(name);
    }

    /** {@return the queue's name} */
    String name();

    /** {@return the way in, and what steers it} */
    EventQueue queue();

    /** {@return who may hand events in} */
    Tenants tenants();

    /** {@return what takes it back to synchronous processing, and proves it} */
    RollbackManager rollback();

    /**
     * Returns to asynchronous processing after a rollback: clears it, and enters mode ASYNC.
     *
     * @throws dev.switchback.rollback.RollbackRefusedException if it is being rolled back just now
     */
    void returnToAsync(Attribution by);

    /** {@return how well it is; no I/O} */
    HealthSource health();

    /** {@return how full the queue was when it was counted last, a second ago as a rule; no I/O} */
    Depths depths();

    /** {@return what this process has counted since it started} */
    IngestCounts counts();

    /** {@return changes of the mode and rescues, as they happen} */
    EventSource events();

    @Override
    void close();
}
