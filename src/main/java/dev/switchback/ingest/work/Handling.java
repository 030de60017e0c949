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

    /** How long what has ended waits for what is about to end, so that both are written in one transaction. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

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
        startThread();
    }

    /**
     * Starts a thread if there is work for one. Each starts the next before its first event: handlers that take long have
     * all of them within a moment, and those that take nothing are not held up by threads that find nothing to do.
     */
    void startThread() {
        if (waiting.get() > 0 && slots.tryTake()) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException closing) {
                slots.give();
            }
        }
    }

    private void work() {
        try {
            Claimed next = take();
            if (next != null) {
                startThread();
            }
            while (next != null) {
                handle(next);
                next = slots.mayGoOn() ? take() : null;
            }
        } finally {
            slots.give();
            if (!backlog.isEmpty()) {
                startThread(); // what came between the last look and giving the slot back
            }
        }
    }

    private @Nullable Claimed take() {
        Claimed next = backlog.poll();
        if (next != null) {
            waiting.decrementAndGet();
        }
        return next;
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

    /**
     * {@return what has ended since the last time, so many at most; waits a little for the first, and for others only
     * while there are such that wait for a thread}
     */
    List<Result> done(int most) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        Result next = done.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        long began = nanoTime.getAsLong();
        while (next != null) {
            results.add(next);
            done.drainTo(results, most - results.size());
            long left = GATHER_NANOS - (nanoTime.getAsLong() - began);
            boolean more = results.size() < most && left > 0 && waiting.get() > 0;
            next = more ? done.poll(left, TimeUnit.NANOSECONDS) : null;
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
        for (Claimed next = take(); next != null; next = take()) {
            untouched.add(next);
        }
        return untouched;
    }

    /** {@return whether everything that has ended was taken by whoever writes it down} */
    boolean isWritten() {
        return done.isEmpty();
    }
}
