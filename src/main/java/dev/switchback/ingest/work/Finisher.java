package dev.switchback.ingest.work;

import dev.switchback.ingest.Said;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.work.Outcomes.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down how attempts ended, many in one transaction. What could not be written is kept and written again: the
 * token of the claim sees to it that nothing is finished twice. For one thread.
 */
final class Finisher {

    private static final int MOST = 1_000;

    private final QueueStore store;
    private final Outcomes outcomes;
    private final Held held;
    private final Backoff backoff;
    private final Processed told;
    private List<Claimed> finished = new ArrayList<>();
    private List<Failure> failed = new ArrayList<>();
    private List<Claimed> untouched = new ArrayList<>();

    Finisher(ProcessorParts parts, Outcomes outcomes, Held held) {
        store = parts.store();
        backoff = parts.backoff();
        told = parts.told();
        this.outcomes = outcomes;
        this.held = held;
    }

    /** {@return whether everything that has ended is written} */
    boolean isDone() {
        return finished.isEmpty() && failed.isEmpty() && untouched.isEmpty();
    }

    Duration turn() throws InterruptedException {
        if (isDone()) {
            outcomes.take(MOST).forEach(this::sort);
        }
        finish();
        fail();
        release();
        return Duration.ZERO;
    }

    private void sort(Outcome outcome) {
        if (!outcome.begun()) {
            untouched.add(outcome.claimed());
        } else if (outcome.error() == null) {
            finished.add(outcome.claimed());
        } else {
            failed.add(failure(outcome.claimed(), outcome.error()));
        }
    }

    private Failure failure(Claimed claimed, Throwable error) {
        return new Failure(claimed, backoff.after(claimed.event().attempt()), Said.by(error));
    }

    private void finish() {
        if (finished.isEmpty()) {
            return;
        }
        try {
            told.finished(store.finish(finished).size());
        } catch (QueueUnavailableException refused) {
            if (refused.isTrouble()) {
                throw refused;
            }
            finishOneByOne();
        }
        held.end(finished);
        finished = new ArrayList<>();
    }

    /** What the database refuses of one event is that event's failure alone. */
    private void finishOneByOne() {
        while (!finished.isEmpty()) {
            Claimed one = finished.get(0);
            try {
                told.finished(store.finish(List.of(one)).size());
            } catch (QueueUnavailableException refused) {
                if (refused.isTrouble()) {
                    throw refused;
                }
                failed.add(failure(one, refused));
                held.add(one.token()); // until that is written
            }
            held.end(one.token());
            finished.remove(0);
        }
    }

    private void fail() {
        if (!failed.isEmpty()) {
            FailedAttempts so = store.fail(failed);
            told.failed(so.waiting(), so.dead());
            failed.forEach(one -> held.end(one.claimed().token()));
            failed = new ArrayList<>();
        }
    }

    private void release() {
        if (!untouched.isEmpty()) {
            store.release(untouched);
            held.end(untouched);
            untouched = new ArrayList<>();
        }
    }
}
