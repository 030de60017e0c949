package dev.switchback;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes one thing after another, whatever becomes of each: one that throws is logged, and one that does not come back in
 * time, as on a disk that hangs, is left to its daemon thread. Also when the caller is interrupted, who stays so.
 */
final class ClosingSteps {

    private static final Logger log = LoggerFactory.getLogger(ClosingSteps.class);

    private final String migration;
    private final ExecutorService executor;
    private final Duration limit;

    ClosingSteps(String migration, ExecutorService executor, Duration limit) {
        this.migration = migration;
        this.executor = executor;
        this.limit = limit;
    }

    void run(String what, Runnable step) {
        try {
            await(executor.submit(step));
        } catch (TimeoutException late) {
            log.error("[Migration] closing {} has not ended in {}, it is left behind ({})", what, limit, migration);
        } catch (ExecutionException | RuntimeException failed) {
            log.error("[Migration] closing {} failed, the rest is closed ({})", what, migration, failed);
        }
    }

    private void await(Future<?> step) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    step.get(limit.toNanos(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
