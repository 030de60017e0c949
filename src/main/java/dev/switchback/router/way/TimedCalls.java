package dev.switchback.router.way;

import dev.switchback.pipeline.MigrationException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs calls of the new pipeline on other threads, so that their callers can stop waiting for them. */
final class TimedCalls {

    private final Executor executor;

    TimedCalls(Executor executor) {
        this.executor = executor;
    }

    /**
     * Returns what the call returns, if it does so in time; interrupts it otherwise.
     *
     * @param atEnd runs when the call has really ended, which may be long after this has returned
     * @throws TimeoutException when the limit was reached
     * @throws NotStartedException when the call could not even begin
     * @throws InterruptedException when the caller was interrupted while it waited
     * @throws ExecutionException with what the call threw
     */
    <O> O within(Duration limit, Callable<O> call, Runnable atEnd)
            throws TimeoutException, InterruptedException, ExecutionException {
        Ending<O> task = new Ending<>(call, atEnd);
        try {
            executor.execute(task);
        } catch (Throwable notStarted) { // closing, or no thread to be had: the call has not begun
            atEnd.run();
            throw new NotStartedException(notStarted);
        }
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException over) {
            task.cancel(true);
            throw over;
        }
    }

    /** A future whose end is told when the call ends, not when somebody stops waiting for it. */
    private static final class Ending<O> extends FutureTask<O> {

        private final Runnable atEnd;

        Ending(Callable<O> call, Runnable atEnd) {
            super(call);
            this.atEnd = atEnd;
        }

        @Override
        public void run() {
            try {
                super.run();
            } finally {
                atEnd.run();
                Thread.interrupted(); // an interrupt that came too late is not the next call's
            }
        }
    }

    /** The caller was interrupted while it waited; legacy answers, with the interrupt still set. */
    static final class CallerInterruptedException extends MigrationException {

        private static final long serialVersionUID = 1L;

        CallerInterruptedException(InterruptedException cause) {
            super("caller was interrupted while it waited for the new pipeline", cause);
        }
    }

    /** There was no thread for the call, so it has not begun: nothing is known of the new pipeline. */
    static final class NotStartedException extends MigrationException {

        private static final long serialVersionUID = 1L;

        NotStartedException(Throwable cause) {
            super("no thread could be had for a call of the new pipeline", cause);
        }
    }
}
