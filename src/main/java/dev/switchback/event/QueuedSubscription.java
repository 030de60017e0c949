package dev.switchback.event;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One subscriber with its bounded queue, drained by at most one task at a time, so that order is kept. */
final class QueuedSubscription implements Place {

    private static final long LOOK_AGAIN_NANOS = 500_000;

    private final Subscriber subscriber;
    private final Executor executor;
    private final Consumer<Place> remove;
    private final BlockingQueue<MigrationEvent> queue;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;

    QueuedSubscription(Subscriber subscriber, Executor executor, int capacity, Consumer<Place> remove) {
        this.subscriber = subscriber;
        this.executor = executor;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.remove = remove;
    }

    @Override
    public void offer(MigrationEvent event) {
        if (closed || !subscriber.wants(event)) {
            return;
        }
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
        schedule();
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public boolean drain(Duration within) {
        long begun = System.nanoTime();
        while (!isIdle()) {
            if (System.nanoTime() - begun >= within.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    /** The queue is looked at between two looks at the task: what it has polled is told before it ends. */
    private boolean isIdle() {
        return !draining.get() && queue.isEmpty() && !draining.get();
    }

    @Override
    public void close() {
        closed = true;
        queue.clear();
        remove.accept(this);
    }

    private void schedule() {
        if (!draining.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::drain);
        } catch (Throwable refused) {
            // closing, or no thread is to be had (which is an Error): what is queued has nobody to run it; the next
            // tries
            for (MigrationEvent left = queue.poll(); left != null; left = queue.poll()) {
                dropped.incrementAndGet();
            }
            draining.set(false);
        }
    }

    private void drain() {
        try {
            MigrationEvent event = queue.poll();
            while (event != null) {
                if (!closed) {
                    subscriber.tell(event);
                }
                event = queue.poll();
            }
        } finally { // or it would be told nothing for ever
            draining.set(false);
        }
        if (!queue.isEmpty()) {
            schedule();
        }
    }
}
