package dev.switchback.canary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which runs run, and how many there may be.
 *
 * <p>Room is counted apart from the executor's queue, and is given back only when a run has really come back: runs that
 * ignore their interrupt use the room up, and the samples after them are dropped. Handing over takes one
 * compare-and-set and the queue's own lock.
 */
final class ShadowThreads {

    private static final int LATE = 64;

    private final int room;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger cancellations = new AtomicInteger();
    private final Set<ShadowRun<?>> running = ConcurrentHashMap.newKeySet();
    private final Executor executor;
    private final @Nullable ThreadPoolExecutor owned;
    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor late;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private volatile boolean closed;

    ShadowThreads(int threads, int queue, @Nullable Executor given) {
        this.room = threads + queue;
        ThreadPoolExecutor own = given == null ? pool("switchback-canary", threads, room) : null;
        this.owned = own;
        this.executor = own == null ? Objects.requireNonNull(given) : own;
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("switchback-canary-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.late = pool("switchback-canary-late", 1, LATE);
    }

    /** Hands over a run for which there is room; whatever it throws, the run has not been taken up. */
    void execute(ShadowRun<?> run) {
        run.accepted(cancellations.get());
        executor.execute(run);
    }

    /** Takes room for one run and returns true, or returns false because there is none, or it is closed. */
    boolean take() {
        if (closed) {
            return false;
        }
        int now = taken.get();
        while (now < room) {
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    /** Registers a run on its thread and returns true, or returns false because it has been cancelled meanwhile. */
    boolean starts(ShadowRun<?> run, int acceptedAt) {
        running.add(run); // before the look at the count: a cancellation sees the run, or the run sees it
        return acceptedAt == cancellations.get();
    }

    void ended(ShadowRun<?> run) {
        running.remove(run);
        release();
    }

    void release() {
        if (taken.decrementAndGet() == 0) {
            lock.lock();
            try {
                empty.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    int taken() {
        return taken.get();
    }

    Future<?> after(Duration limit, Runnable task) {
        return timer.schedule(task, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs what would hold up the timer. */
    void late(Runnable task) {
        late.execute(task);
    }

    void cancel() {
        cancellations.incrementAndGet();
        if (owned != null) {
            List<Runnable> waiting = new ArrayList<>();
            owned.getQueue().drainTo(waiting);
            waiting.forEach(this::abandon);
        }
        running.forEach(run -> run.stop(false));
    }

    private void abandon(Runnable waiting) {
        if (((ShadowRun<?>) waiting).abandon()) {
            release();
        }
    }

    boolean drain(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (taken.get() > 0 && left > 0) {
                left = empty.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // whoever wants this thread back does not want to wait for canaries
        } finally {
            lock.unlock();
        }
        return taken.get() == 0;
    }

    void close(Duration limit) {
        closed = true;
        drain(limit);
        cancel();
        if (owned != null) {
            owned.shutdownNow().forEach(this::abandon);
        }
        timer.shutdownNow();
        late.shutdown();
    }

    private static ThreadPoolExecutor pool(String name, int threads, int queue) {
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), daemons(name));
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "%s-%d".formatted(name, number.incrementAndGet()));
            thread.setDaemon(true);
            return thread;
        };
    }
}
