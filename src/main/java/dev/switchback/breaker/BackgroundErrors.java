package dev.switchback.breaker;

import java.time.Duration;

/**
 * How many errors a window holds when nothing is wrong, from the windows that ended without a burst.
 *
 * <p>Windows are laid end to end while calls are counted; the last 288 are kept, a day of five minutes each. One that
 * holds as many errors as would trip is a burst, not background, and is left out, so the mean is a lower bound where
 * background alone reaches the threshold. Guarded by the breaker's lock.
 */
final class BackgroundErrors {

    private static final int KEPT = 288;

    private final int threshold;
    private final long windowNanos;
    private final int[] counts = new int[KEPT];
    private long finished;
    private long sum;
    private long startNanos;
    private int current;

    BackgroundErrors(int threshold, Duration window, long nowNanos) {
        this.threshold = threshold;
        this.windowNanos = window.toNanos();
        this.startNanos = nowNanos;
    }

    /** Counts an error. */
    void failed(long nowNanos) {
        moveTo(nowNanos);
        current++;
    }

    /** Stops counting: the window that has begun holds a burst, and is forgotten by {@link #resume}. */
    void pause(long nowNanos) {
        moveTo(nowNanos);
    }

    /** Begins a window now; the time since {@link #pause} had no calls and is no evidence. */
    void resume(long nowNanos) {
        current = 0;
        startNanos = nowNanos;
    }

    /** {@return what the threshold costs, by the windows that have ended until now} */
    FalseTrips falseTrips(long nowNanos) {
        moveTo(nowNanos);
        return whilePaused();
    }

    /** {@return the same while it is paused: by the windows that had ended before} */
    FalseTrips whilePaused() {
        int windows = (int) Math.min(finished, KEPT);
        return windows == 0 ? FalseTrips.unknown() : FalseTrips.of(windows, (double) sum / windows, threshold);
    }

    private void moveTo(long nowNanos) {
        long ended = (nowNanos - startNanos) / windowNanos;
        if (ended <= 0) {
            return;
        }
        startNanos += ended * windowNanos;
        finish(current);
        current = 0;
        for (long quiet = Math.min(ended - 1, KEPT); quiet > 0; quiet--) {
            finish(0);
        }
    }

    private void finish(int errors) {
        if (errors >= threshold) {
            return;
        }
        int place = (int) (finished % KEPT);
        sum += errors - counts[place];
        counts[place] = errors;
        finished++;
    }
}
