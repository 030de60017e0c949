package dev.switchback.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a server: as many as serve, and two that do nothing but refuse when these are busy and as many requests
 * wait as may. Where even those are busy, the connection is closed. Thread-safe.
 */
final class Workers implements Executor, AutoCloseable {

    private static final int REFUSING = 2;
    private static final int WAITING_TO_BE_REFUSED = 64;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor serving;
    private final ThreadPoolExecutor refusing;

    Workers(int threads, int waiting) {
        serving = pool(threads, waiting, Thread::new, "switchback-http-");
        refusing = pool(REFUSING, WAITING_TO_BE_REFUSED, RefusingThread::new, "switchback-http-refusing-");
    }

    private interface Making {
        Thread make(Runnable work, String name);
    }

    private static ThreadPoolExecutor pool(int threads, int waiting, Making making, String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = making.make(work, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public void execute(Runnable work) {
        try {
            serving.execute(work);
        } catch (RejectedExecutionException busy) {
            refusing.execute(work);
        }
    }

    /** {@return whether the thread that asks only refuses} */
    static boolean isRefusing() {
        return Thread.currentThread() instanceof RefusingThread;
    }

    @Override
    public void close() {
        serving.shutdownNow();
        refusing.shutdownNow();
    }

    private static final class RefusingThread extends Thread {

        RefusingThread(Runnable work, String name) {
            super(work, name);
        }
    }
}
