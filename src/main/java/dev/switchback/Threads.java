package dev.switchback;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one migration: daemons, so that none keeps a program alive. */
final class Threads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Threads.class);

    private final ScheduledThreadPoolExecutor timer;
    private final ExecutorService events;
    private final ExecutorService work;
    private final ExecutorService calls;

    Threads(String migration) {
        timer = new ScheduledThreadPoolExecutor(1, daemons(migration, "timer"));
        timer.setRemoveOnCancelPolicy(true); // a time-out that was not needed must not keep its output until it is due
        events = Executors.newCachedThreadPool(daemons(migration, "events")); // one each: a slow one delays no other
        work = Executors.newCachedThreadPool(daemons(migration, "work"));
        calls = Executors.newCachedThreadPool(daemons(migration, "call")); // the places of each adapter bound it
    }

    /** {@return what ends stages that take too long} */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Runs something that neither blocks nor waits every second, until these are closed; what it throws ends nothing. */
    void everySecond(Runnable task) {
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException failed) {
                        log.debug("[Migration] what is done every second failed", failed);
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
    }

    /** {@return what runs subscribers} */
    ExecutorService events() {
        return events;
    }

    /** {@return what runs everything that may block and is not a request} */
    ExecutorService work() {
        return work;
    }

    /** {@return what runs calls of the new pipeline that have a time-out} */
    ExecutorService calls() {
        return calls;
    }

    @Override
    public void close() {
        List.of(timer, events, work, calls).forEach(ExecutorService::shutdown);
    }

    private static ThreadFactory daemons(String migration, String purpose) {
        return task -> {
            Thread thread = new Thread(task, "switchback-%s-%s".formatted(migration, purpose));
            thread.setDaemon(true);
            return thread;
        };
    }
}
