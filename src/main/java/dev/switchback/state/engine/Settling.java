package dev.switchback.state.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Writes what may be written later: a moment after the last change, and in a run of changes that does not end, now and
 * then. Each time costs several forces of the disk, for which the next change would have to wait. For the engine's thread.
 */
final class Settling {

    /** The moment. */
    static final Duration MOMENT = Duration.ofMillis(250);

    /** How often it is put off at most: then it is two seconds since something was left to be written. */
    static final int MOST_PUT_OFF = 7;

    private final Later later;
    private final Backing backing;
    private final Runnable publish;
    private Future<?> next = CompletableFuture.completedFuture(null);
    private boolean changed;
    private int putOff;

    Settling(Later later, Backing backing, Runnable publish) {
        this.later = later;
        this.backing = backing;
        this.publish = publish;
    }

    /** Runs something later on the engine's thread. */
    @FunctionalInterface
    interface Later {
        Future<?> after(Duration pause, Runnable work);
    }

    /** Takes note that there may be more to be written now. */
    void changed() {
        changed = true;
        if (backing.hasUnwritten() && next.isDone()) {
            begin();
        }
    }

    private void begin() {
        changed = false;
        next = later.after(MOMENT, this::settle);
    }

    private void settle() {
        if (changed && putOff < MOST_PUT_OFF) {
            putOff++;
            begin();
        } else {
            now();
        }
    }

    /** Writes it now. */
    void now() {
        putOff = 0;
        backing.checkpoint();
        publish.run();
    }

    /** Writes what was left when the last attempt failed, or from before the store was opened; for a look at the store. */
    void unlessComing() {
        if (next.isDone()) {
            backing.checkpoint();
        }
    }
}
