package dev.switchback;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/** The threads of one migration: daemons, so that none keeps a program alive, and none before it is needed. */
final class Threads implements AutoCloseable {

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
