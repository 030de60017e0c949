package dev.switchback.ingest.work;

import dev.switchback.ingest.BatchHandler;
import dev.switchback.ingest.Said;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueueSettings;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.queue.QueueUnavailableException;
import java.time.Duration;
import java.util.List;

/**
 * Processes events in the transaction that finishes them. A batch that fails is claimed and tried in halves, down to
 * the event that is the cause: a savepoint for each event costs seven times as much (measured 15,100 events a second
 * against 105,000). For one thread.
 */
final class Batching {

    private final ProcessorParts parts;
    private final QueueStore store;
    private final BatchHandler handler;
    private final Held held;

    Batching(ProcessorParts parts, BatchHandler handler, Held held) {
        this.held = held;
        this.parts = parts;
        this.store = parts.store();
        this.handler = handler;
    }

    Duration turn() {
        QueueSettings settings = parts.control().get().settings();
        int most = settings.batchSize();
        long began = parts.nanoTime().getAsLong();
        int processed;
        try {
            processed = store.process(most, handler::handle).size();
        } catch (Throwable failed) { // whatever users write fails its event alone
            throwIfTrouble(failed);
            oneCauses(store.claim(parts.owner(), most));
            return Duration.ZERO;
        }
        parts.told().handled(parts.nanoTime().getAsLong() - began);
        parts.told().finished(processed);
        return processed == most ? Duration.ZERO : settings.minPollInterval();
    }

    /** What is not tried because the database is in trouble is rescued when its lease is over. */
    private void oneCauses(List<Claimed> claimed) {
        held.add(claimed);
        try {
            halve(claimed);
        } finally {
            held.end(claimed);
        }
    }

    /** What the database refuses, at the commit for instance, is a failure of the handler like any other. */
    private static void throwIfTrouble(Throwable failed) {
        if (failed instanceof QueueUnavailableException refused && refused.isTrouble()) {
            throw refused;
        }
    }

    /** What is claimed need not be what has failed before: each is tried, also a single one, before it is a failure. */
    private void halve(List<Claimed> claimed) {
        int middle = claimed.size() / 2;
        attempt(claimed.subList(0, middle));
        attempt(claimed.subList(middle, claimed.size()));
    }

    private void attempt(List<Claimed> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        try {
            parts.told().finished(store.finish(claimed, handler::handle).size());
        } catch (Throwable failed) {
            throwIfTrouble(failed);
            if (claimed.size() == 1) {
                fail(claimed.get(0), failed);
            } else {
                halve(claimed);
            }
        }
    }

    private void fail(Claimed claimed, Throwable error) {
        FailedAttempts so = store.fail(List.of(
                new Failure(claimed, parts.backoff().after(claimed.event().attempt()), Said.by(error))));
        parts.told().failed(so.waiting(), so.dead());
    }
}
