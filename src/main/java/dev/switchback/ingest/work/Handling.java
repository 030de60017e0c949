package dev.switchback.ingest.work;

import dev.switchback.ingest.EventHandler;
import dev.switchback.ingest.queue.Claimed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the handler for claimed events on as many threads as there are slots.
 *
 * <p>A thread that has a slot takes one event after the other until none is left, so handing over costs nothing while
 * there is work. What may not begin any more (the mode holds, the process closes) comes back untouched.
 */
final class Handling {

    private static final long LOOK_MILLIS = 50;

    private final EventHandler handler;
    private final Executor threads;
    private final Slots slots;
    private final BooleanSupplier mayBegin;
    private final Processed told;
    private final LongSupplier nanoTime;
    private final ConcurrentLinkedDeque<Claimed> backlog = new ConcurrentLinkedDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final BlockingQueue<Result> done = new LinkedBlockingQueue<>();

    /** How an attempt went: finished, failed with an error, or never begun. */
    record Result(Claimed claimed, boolean begun, @Nullable Throwable error) {}

    Handling(
            EventHandler handler,
            Executor threads,
            Slots slots,
            BooleanSupplier mayBegin,
            Processed told,
            LongSupplier nanoTime) {
        this.handler = handler;
        this.threads = threads;
        this.slots = slots;
        this.mayBegin = mayBegin;
        this.told = told;
        this.nanoTime = nanoTime;
    }

    /** {@return how many claimed events wait for a thread} */
    int waiting() {
        return waiting.get();
    }

    void add(List<Claimed> claimed) {
        waiting.addAndGet(claimed.size());
        backlog.addAll(claimed);
        startThreads();
    }

    void startThreads() {
        int wanted = waiting.get();
        while (wanted-- > 0 && slots.tryTake()) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException closing) {
                slots.give();
                return;
            }
        }
    }

    private void work() {
        try {
            Claimed next = backlog.poll();
            while (next != null) {
                waiting.decrementAndGet();
                handle(next);
                next = slots.mayGoOn() ? backlog.poll() : null;
            }
        } finally {
            slots.give();
            if (!backlog.isEmpty()) {
                startThreads(); // what came between the last look and giving the slot back
            }
        }
    }

    private void handle(Claimed claimed) {
        if (!mayBegin.getAsBoolean()) {
            done.add(new Result(claimed, false, null));
            return;
        }
        long began = nanoTime.getAsLong();
        Throwable error = null;
        try {
            handler.handle(claimed.event());
        } catch (Throwable failed) { // whatever users write fails their event alone
            error = failed;
        }
        told.handled(nanoTime.getAsLong() - began);
        done.add(new Result(claimed, true, error));
    }

    /** {@return what has ended since the last time, so many at most; waits a little for the first} */
    List<Result> done(int most) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        Result first = done.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            results.add(first);
            done.drainTo(results, most - 1);
        }
        return results;
    }

    /** {@return how many attempts have ended and were not taken by whoever writes that down} */
    int unwritten() {
        return done.size();
    }

    /** Takes back what has not begun. */
    List<Claimed> takeBack() {
        List<Claimed> untouched = new ArrayList<>();
        for (Claimed next = backlog.poll(); next != null; next = backlog.poll()) {
            waiting.decrementAndGet();
            untouched.add(next);
        }
        return untouched;
    }

    /** {@return whether everything that has ended was taken by whoever writes it down} */
    boolean isWritten() {
        return done.isEmpty();
    }
}
