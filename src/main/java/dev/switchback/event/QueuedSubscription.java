package dev.switchback.event;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscriber with its bounded queue, drained by at most one task at a time, so that order is kept. */
final class QueuedSubscription implements Subscription {

    private static final Logger log = LoggerFactory.getLogger(QueuedSubscription.class);

    private final Predicate<MigrationEvent> filter;
    private final Consumer<? super MigrationEvent> subscriber;
    private final Executor executor;
    private final Consumer<QueuedSubscription> remove;
    private final BlockingQueue<MigrationEvent> queue;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean reported = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;

    QueuedSubscription(
            Predicate<MigrationEvent> filter,
            Consumer<? super MigrationEvent> subscriber,
            Executor executor,
            int capacity,
            Consumer<QueuedSubscription> remove) {
        this.filter = filter;
        this.subscriber = subscriber;
        this.executor = executor;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.remove = remove;
    }

    void offer(MigrationEvent event) {
        if (closed || !filter.test(event)) {
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
        } catch (RejectedExecutionException stopped) {
            // the migration is closing: what is still queued has nobody left to run it
            draining.set(false);
            dropped.addAndGet(queue.size());
            queue.clear();
        }
    }

    private void drain() {
        MigrationEvent event = queue.poll();
        while (event != null) {
            deliver(event);
            event = queue.poll();
        }
        draining.set(false);
        if (!queue.isEmpty()) {
            schedule();
        }
    }

    private void deliver(MigrationEvent event) {
        try {
            subscriber.accept(event);
        } catch (Throwable thrown) { // a subscriber may throw anything; none of it may reach the publisher
            if (reported.compareAndSet(false, true)) {
                log.warn(
                        "[EventBus] a subscriber threw on {}; further ones of it are not reported",
                        event.name(),
                        thrown);
            }
        }
    }
}
