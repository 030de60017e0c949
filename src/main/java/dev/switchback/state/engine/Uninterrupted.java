package dev.switchback.state.engine;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits without being interrupted: the change is on its way, and the caller is to know how it ended. */
final class Uninterrupted {

    private Uninterrupted() {}

    static <T> T await(Future<T> future) throws ExecutionException {
        try {
            return await(future, Duration.ofNanos(Long.MAX_VALUE));
        } catch (TimeoutException late) {
            throw new IllegalStateException("three centuries have passed", late);
        }
    }

    static <T> T await(Future<T> future, Duration patience) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
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

    static Throwable causeOf(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed : cause;
    }
}
