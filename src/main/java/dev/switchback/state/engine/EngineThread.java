package dev.switchback.state.engine;

import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one thread that touches what is beneath a store: a daemon that nobody else knows, and nobody interrupts. */
final class EngineThread {

    private final EngineOptions options;
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread worker = new Thread(task, "switchback-state");
        worker.setDaemon(true);
        return worker;
    });

    EngineThread(EngineOptions options) {
        this.options = options;
    }

    /**
     * Opens something on the thread; after a failure the thread ends.
     *
     * @throws StateStoreException if it cannot be opened, or not in time
     */
    <T> T open(Callable<T> opening) {
        try {
            return Uninterrupted.await(
                    executor.submit(opening), options.timing().patience());
        } catch (TimeoutException late) {
            executor.shutdownNow();
            String why = "another process holds the lock, or the store does not answer (waited=%s)"
                    .formatted(options.timing().patience());
            throw StateStoreException.notOpened(options.where(), why, late);
        } catch (ExecutionException failed) {
            executor.shutdown();
            Throwable cause = Uninterrupted.causeOf(failed);
            String why = cause instanceof IOException refused ? Reason.of(refused) : cause.toString();
            throw StateStoreException.notOpened(options.where(), why, cause);
        }
    }

    void execute(Runnable work) {
        executor.execute(work);
    }

    Future<?> after(Duration pause, Runnable work) {
        return executor.schedule(work, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs something again and again, until the thread ends; with no interval, never. */
    void every(Duration interval, Runnable work) {
        long nanos = interval.toNanos();
        if (nanos > 0) {
            var unused = executor.scheduleWithFixedDelay(work, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Runs something and waits for it, however long it takes. */
    <T> T call(Callable<T> work) {
        try {
            return Uninterrupted.await(executor.submit(work));
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    /** Runs the last thing, waits for it only so long, and ends. */
    void finish(Callable<Boolean> last) throws TimeoutException, ExecutionException {
        try {
            Uninterrupted.await(executor.submit(last), options.timing().patience());
        } finally {
            executor.shutdownNow();
        }
    }

    /** {@return what is thrown on the caller's thread for a failure on this one} */
    RuntimeException unwrapped(ExecutionException failed) {
        Throwable cause = Uninterrupted.causeOf(failed);
        if (cause instanceof Error broken) {
            throw broken;
        }
        return cause instanceof RuntimeException refused
                ? refused
                : StateStoreException.notDurable(options.where(), cause);
    }
}
