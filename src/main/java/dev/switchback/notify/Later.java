package dev.switchback.notify;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks after a while; what is asked for after {@link #close} is never run. */
public interface Later extends AutoCloseable {

    /** Runs a task once a time has passed, which may be none; never on the caller's thread. */
    void after(Duration delay, Runnable task);

    @Override
    default void close() {}

    /** {@return one with a single thread of its own, which keeps no program alive} */
    static Later onThread(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread daemon = new Thread(task, name);
                    daemon.setDaemon(true);
                    return daemon;
                },
                new ScheduledThreadPoolExecutor.DiscardPolicy());
        return new Later() {
            @Override
            @SuppressWarnings(
                    "FutureReturnValueIgnored") // the tasks of this package keep what they throw to themselves
            public void after(Duration delay, Runnable task) {
                thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void close() {
                thread.shutdownNow();
            }
        };
    }
}
