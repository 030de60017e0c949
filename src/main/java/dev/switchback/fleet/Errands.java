package dev.switchback.fleet;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may hang on a disk, done in order on a daemon thread of its own, so that whoever wants it waits only so long.
 *
 * <p>Thread-safe. Once one has been waited for in vain, nobody waits for those behind it until it is done.
 */
final class Errands {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);
    private static final long IDLE_SECONDS = 10;

    private final Duration patience;
    private final ThreadPoolExecutor thread;
    private volatile @Nullable Thread worker;
    private volatile boolean late;

    Errands(String name, Duration patience) {
        this.patience = patience;
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            worker = made;
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Hands something over to be done after all that was handed over before. */
    Future<?> begin(Runnable errand) {
        FutureTask<Boolean> task = new FutureTask<>(
                () -> {
                    errand.run();
                    late = false;
                },
                true);
        thread.execute(task);
        return task;
    }

    /** Waits until it is done, but only so long, and not for itself. */
    void await(Future<?> errand) {
        if (Thread.currentThread() == worker) {
            return;
        }
        try {
            errand.get(late ? 0 : patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hung) {
            if (!late) {
                log.warn("[Fleet] the store has not answered for {} ms; nobody waits for it", patience.toMillis());
            }
            late = !errand.isDone();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            log.warn("[Fleet] the report of this process could not be looked after", failed);
        }
    }

    /** Takes nothing more; what was handed over is still done. */
    void close() {
        thread.shutdown();
    }
}
