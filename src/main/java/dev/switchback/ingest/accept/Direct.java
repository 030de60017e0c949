package dev.switchback.ingest.accept;

import dev.switchback.ingest.BatchHandler;
import dev.switchback.ingest.EventHandler;
import dev.switchback.ingest.EventRefusedException;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Intake;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueUnavailableException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Processes an event while its sender waits: either before it is taken in, or in the same transaction. */
final class Direct {

    private final QueueStore store;
    private final @Nullable EventHandler handler;
    private final @Nullable BatchHandler batchHandler;
    private final Clock clock;

    Direct(QueueStore store, @Nullable EventHandler handler, @Nullable BatchHandler batchHandler, Clock clock) {
        this.store = store;
        this.handler = handler;
        this.batchHandler = batchHandler;
        this.clock = clock;
    }

    /**
     * Takes one event in.
     *
     * @throws EventRefusedException if its handler failed ; nothing was kept
     */
    Intake take(Arriving arriving) {
        if (batchHandler != null) {
            return inTransaction(arriving, batchHandler);
        }
        handle(arriving);
        return store.accept(List.of(arriving), true);
    }

    /** {@return whether events can be taken in together after each was handled for itself} */
    boolean handlesBefore() {
        return batchHandler == null;
    }

    /**
     * Processes an event that is not taken in yet.
     *
     * @throws EventRefusedException if its handler failed
     */
    void handle(Arriving arriving) {
        if (handler == null) {
            return;
        }
        try {
            handler.handle(arriving.asQueued(clock.instant()));
        } catch (Throwable failed) { // whatever users write fails their event alone
            throw EventRefusedException.handlerFailed(arriving.id(), failed);
        }
    }

    private Intake inTransaction(Arriving arriving, BatchHandler handles) {
        try {
            return store.accept(List.of(arriving), handles::handle);
        } catch (QueueUnavailableException away) {
            throw away;
        } catch (Throwable failed) {
            throw EventRefusedException.handlerFailed(arriving.id(), failed);
        }
    }
}
