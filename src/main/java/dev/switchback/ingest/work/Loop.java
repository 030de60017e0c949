package dev.switchback.ingest.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One thread that does the same thing again and again until it is closed, waits as long as the last time said unless it
 * is woken, and goes on whatever is thrown.
 */
public final class Loop implements Runnable, AutoCloseable {

    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);

    private final String what;
    private final Processed told;
    private final Turn turn;
    private final Semaphore woken = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    /** One turn of a loop. */
    @FunctionalInterface
    public interface Turn {

        /**
         * Does what there is to do.
         *
         * @return how long to wait unless woken
         */
        Duration run() throws InterruptedException;
    }

    /** Makes a loop; it runs on the thread that runs it. */
    public Loop(String what, Processed told, Turn turn) {
        this.what = what;
        this.told = told;
        this.turn = turn;
    }

    /** Lets the next turn begin at once, or after the one that runs. */
    public void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    /**
     * Closes it, and waits until its last turn is over, so long at most.
     *
     * @return whether it is
     */
    boolean end(long millis) throws InterruptedException {
        close();
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                Duration pause = once();
                if (!pause.isZero() && woken.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private Duration once() throws InterruptedException {
        try {
            return turn.run();
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Throwable failed) { // the database is away and comes back, or what users write broke this turn
            told.trouble(what, failed, AFTER_TROUBLE);
            return AFTER_TROUBLE;
        }
    }

    @Override
    public void close() {
        closed = true;
        woken.release();
    }
}
