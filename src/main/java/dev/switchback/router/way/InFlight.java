package dev.switchback.router.way;

import dev.switchback.router.statistics.Stripes;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls are running on the new pipeline: two counters that only ever rise.
 *
 * <p>All {@code finished} are read before all {@code started}, so that a call that begins and ends between the two
 * reads can only make the count too high, never too low. No lock and no wait on the side of the calls.
 */
final class InFlight {

    /** The last call to finish may not yet see that somebody waits; whoever waits therefore looks again this often. */
    private static final long LOOK_AGAIN_MILLIS = 10;

    private static final int STARTED = 0;
    private static final int FINISHED = 1;

    private final Stripes calls = new Stripes(2);
    private volatile @Nullable CompletableFuture<Void> awaited;

    /** Counts a call in; everything read afterwards is read after the count can be seen. */
    void start() {
        calls.add(STARTED, 1);
        VarHandle.fullFence(); // a count is stored with release only: the next read could otherwise come first
    }

    /**
     * Counts a call in, unless it may not begin.
     *
     * @param mayBegin asked after the call has been counted, so that whoever forces legacy either sees the call in the
     *     count or is seen by it
     */
    boolean tryStart(BooleanSupplier mayBegin) {
        start();
        if (mayBegin.getAsBoolean()) {
            return true;
        }
        finish();
        return false;
    }

    /** Counts a call out. */
    void finish() {
        calls.add(FINISHED, 1);
        CompletableFuture<Void> waiting = awaited;
        if (waiting != null) {
            completeIfDrained(waiting);
        }
    }

    /** {@return how many calls are running now, rather too many than too few} */
    long count() {
        long ended = calls.sum(FINISHED);
        return Math.max(0, calls.sum(STARTED) - ended);
    }

    /** {@return a stage that completes when no call is running; nothing waits on a thread} */
    CompletionStage<Void> drained(ScheduledExecutorService timer) {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        awaited = waiting;
        completeIfDrained(waiting);
        if (!waiting.isDone()) {
            Future<?> looks = timer.scheduleWithFixedDelay(
                    () -> completeIfDrained(waiting), LOOK_AGAIN_MILLIS, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return waiting.whenComplete((drained, never) -> looks.cancel(false));
        }
        return waiting;
    }

    private void completeIfDrained(CompletableFuture<Void> waiting) {
        if (count() == 0) {
            waiting.complete(null);
            // else each call that ends would count all the others for ever; whoever began to wait meanwhile looks again
            if (awaited == waiting) {
                awaited = null;
            }
        }
    }
}
