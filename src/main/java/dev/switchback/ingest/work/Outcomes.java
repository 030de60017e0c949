package dev.switchback.ingest.work;

import dev.switchback.ingest.queue.Claimed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How attempts have ended, on the way from the threads of the handlers to the one that writes it down; thread-safe.
 *
 * <p>Whoever writes is woken once for many: to be woken for each that ends cost more than to handle it.
 */
final class Outcomes {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How long what has ended waits for what is about to end, so that both are written in one transaction. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final BooleanSupplier moreToCome;
    private final LongSupplier nanoTime;
    private List<Outcome> ended = new ArrayList<>(); // guarded by this
    private int wanted = Integer.MAX_VALUE; // guarded by this: how many whoever writes waits for

    /** One of them: finished, failed with an error, or never begun. */
    record Outcome(Claimed claimed, boolean begun, @Nullable Throwable error) {}

    /**
     * Makes a place for them.
     *
     * @param moreToCome whether there are events that wait for a thread, so that others end soon
     */
    Outcomes(BooleanSupplier moreToCome, LongSupplier nanoTime) {
        this.moreToCome = moreToCome;
        this.nanoTime = nanoTime;
    }

    synchronized void add(Outcome outcome) {
        ended.add(outcome);
        if (ended.size() >= wanted || (wanted != Integer.MAX_VALUE && !moreToCome.getAsBoolean())) {
            notifyAll();
        }
    }

    /**
     * {@return what has ended since the last time, so many at most; waits a little for the first, and for others only
     * while there are such that wait for a thread}
     */
    synchronized List<Outcome> take(int most) throws InterruptedException {
        await(1, LOOK_NANOS);
        if (!ended.isEmpty()) {
            await(most, GATHER_NANOS);
        }
        List<Outcome> taken = ended;
        ended = new ArrayList<>();
        if (taken.size() > most) {
            ended.addAll(taken.subList(most, taken.size()));
            taken = new ArrayList<>(taken.subList(0, most));
        }
        return taken;
    }

    private synchronized void await(int number, long nanos) throws InterruptedException {
        long began = nanoTime.getAsLong();
        wanted = number;
        try {
            for (long left = nanos; left > 0 && !isEnough(number); left = nanos - (nanoTime.getAsLong() - began)) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } finally {
            wanted = Integer.MAX_VALUE;
        }
    }

    private synchronized boolean isEnough(int number) {
        return ended.size() >= number || (!ended.isEmpty() && !moreToCome.getAsBoolean());
    }

    /** {@return how many have ended and were not taken} */
    synchronized int size() {
        return ended.size();
    }
}
