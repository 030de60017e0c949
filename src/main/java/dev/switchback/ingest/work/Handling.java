package dev.switchback.ingest.work;

import dev.switchback.ingest.EventHandler;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.work.Outcomes.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

    private final EventHandler handler;
    private final Executor threads;
    private final Slots slots;
    private final BooleanSupplier mayBegin;
    private final Processed told;
    private final LongSupplier nanoTime;
    private final ConcurrentLinkedDeque<Claimed> backlog = new ConcurrentLinkedDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Outcomes outcomes;

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
        outcomes = new Outcomes(() -> waiting.get() > 0, nanoTime);
    }

    /** {@return how attempts ended, for whoever writes that down} */
    Outcomes outcomes() {
        return outcomes;
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
            outcomes.add(new Outcome(claimed, false, null));
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
        outcomes.add(new Outcome(claimed, true, error));
    }

    /** Takes back what has not begun. */
    List<Claimed> takeBack() {
        List<Claimed> untouched = new ArrayList<>();
        for (Claimed next = take(); next != null; next = take()) {
            untouched.add(next);
        }
        return untouched;
    }
}
