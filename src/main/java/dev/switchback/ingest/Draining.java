package dev.switchback.ingest;

import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.MigrationException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Waits until a queue is empty, tells how far it is, and gives up when nothing happens.
 *
 * @param timeout how long at most
 * @param noProgress how long the queue may stay as it is, with something to do and no live process at it, before that
 *     is no progress; while events only wait for their next attempt, the timeout alone ends it
 * @param told hears of each look at the queue
 * @param nanoTime elapsed nanoseconds
 * @param pause waits between two looks
 */
public record Draining(
        Duration timeout, Duration noProgress, Consumer<Progress> told, LongSupplier nanoTime, Pause pause) {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** Waits. */
    @FunctionalInterface
    public interface Pause {

        /** Waits so long. */
        void await(Duration time) throws InterruptedException;
    }

    /**
     * How far it is.
     *
     * @param depths what is left
     * @param perSecond how many events a second leave the queue, on the average since it began; 0 if none did yet
     * @param eta how long the rest takes at that rate; zero for an empty queue, {@link Duration#ZERO} minus one if
     *     unknown
     */
    public record Progress(Depths depths, double perSecond, Duration eta) {

        /** {@return whether the rate is known} */
        public boolean isKnown() {
            return !eta.isNegative();
        }
    }

    public Draining {
        InvalidValueException.unless(
                !timeout.isNegative() && !timeout.isZero(), "timeout", "longer than nothing", timeout);
        InvalidValueException.unless(
                !noProgress.isNegative() && !noProgress.isZero(), "noProgress", "longer than nothing", noProgress);
    }

    /** {@return a wait of real time: an hour at most, a minute without progress} */
    public static Draining patiently(Consumer<Progress> told) {
        return new Draining(Duration.ofHours(1), Duration.ofMinutes(1), told, System::nanoTime, Draining::sleep);
    }

    private static void sleep(Duration time) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
    }

    /**
     * Returns once the queue is empty, and says how long that took.
     *
     * @throws NotDrainedException if it is not empty in time, or makes no progress ; nothing is lost
     */
    public String untilEmpty(QueueStore store) throws InterruptedException {
        long began = nanoTime.getAsLong();
        long progressAt = began;
        Depths first = store.depths();
        Depths now = first;
        while (now.total() > 0) {
            store.rescue(false);
            pause.await(LOOK);
            Depths before = now;
            now = store.depths();
            long at = nanoTime.getAsLong();
            if (now.total() < before.total() || now.isHandled() || !now.hasWork()) {
                progressAt = at;
            }
            told.accept(progress(first, now, at - began));
            if (at - progressAt >= noProgress.toNanos()) {
                throw NotDrainedException.noProgress(now, Duration.ofNanos(at - progressAt));
            }
            if (now.total() > 0 && at - began >= timeout.toNanos()) {
                throw NotDrainedException.late(now, timeout);
            }
        }
        return "%d events were processed in %d ms".formatted(first.total(), (nanoTime.getAsLong() - began) / 1_000_000);
    }

    private static Progress progress(Depths first, Depths now, long nanos) {
        double perSecond = Math.max(0, first.total() - now.total()) / Math.max(1e-3, nanos / 1e9);
        if (now.total() == 0) {
            return new Progress(now, perSecond, Duration.ZERO);
        }
        Duration eta =
                perSecond == 0 ? Duration.ofNanos(-1) : Duration.ofMillis(Math.round(now.total() / perSecond * 1_000));
        return new Progress(now, perSecond, eta);
    }

    /** A queue that did not become empty. */
    public static final class NotDrainedException extends MigrationException {

        private static final long serialVersionUID = 1L;

        private NotDrainedException(String message) {
            super(message);
        }

        static NotDrainedException noProgress(Depths left, Duration since) {
            return new NotDrainedException(
                    ("the queue makes no progress since %d s (pending=%d, processing=%d, stuck=%d). Nothing is lost;"
                                    + " see that a processor runs, and drain again")
                            .formatted(since.toSeconds(), left.pending(), left.processing(), left.stuck()));
        }

        static NotDrainedException late(Depths left, Duration limit) {
            return new NotDrainedException(
                    "the queue did not drain in %d s (pending=%d, processing=%d, stuck=%d). Nothing is lost; drain again"
                            .formatted(limit.toSeconds(), left.pending(), left.processing(), left.stuck()));
        }
    }
}
