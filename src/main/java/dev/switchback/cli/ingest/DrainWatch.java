package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.open.Situation;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.QueueRow;
import dev.switchback.ingest.queue.QueueStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Watches a queue get empty, says how fast, and finds out why it does not. For one thread. */
final class DrainWatch {

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int WINDOW = 10;

    private final Shell shell;
    private final QueueStore store;
    private final Instant begin;

    /** The last looks, for the rate. */
    private final Deque<Depths> looks = new ArrayDeque<>();

    /** When it was last seen to get on, and how far it had come. */
    private Instant progressed;

    private long fewest = Long.MAX_VALUE;
    private Instant oldest = Instant.MIN;

    DrainWatch(Shell shell, QueueStore store) {
        this.shell = shell;
        this.store = store;
        begin = shell.now();
        progressed = begin;
    }

    /**
     * What came of it.
     *
     * @param depths what is left
     * @param mode the mode at the end
     * @param took how long it was watched
     * @param why it is not empty; empty if it is, or if nobody waited
     */
    record Outcome(Depths depths, Mode mode, Duration took, Optional<String> why) {

        long left() {
            return depths.total();
        }
    }

    /** {@return how it is now} */
    static Outcome look(QueueStore store) {
        return new Outcome(store.depths(), store.control().mode(), Duration.ZERO, Optional.empty());
    }

    /** Returns once it is empty, or gets no less, or the time is over. */
    Outcome untilEmpty(Optional<Duration> longest) {
        while (true) {
            Depths now = store.depths();
            Control control = store.control();
            Duration took = Duration.between(begin, shell.now());
            if (now.total() == 0) {
                return new Outcome(now, control.mode(), took, Optional.empty());
            }
            note(now);
            Optional<String> why = standstill(now, control)
                    .or(() -> longest.filter(limit -> took.compareTo(limit) >= 0)
                            .map(limit -> "the time is over after %s".formatted(Situation.time(took))));
            if (why.isPresent()) {
                return new Outcome(now, control.mode(), took, why);
            }
            if (!shell.isJson()) {
                shell.note(progress(now));
            }
            if (!shell.terminal().pause().over(BETWEEN)) {
                return new Outcome(now, control.mode(), took, Optional.of("nobody waits any more"));
            }
        }
    }

    /** It gets on if fewer are left than ever, or the oldest one is another: new events may come in meanwhile. */
    private void note(Depths now) {
        Instant eldest = now.at().minus(now.oldest());
        boolean other = eldest.isAfter(oldest.plusMillis(1)) && !oldest.equals(Instant.MIN);
        if (now.total() < fewest || other) {
            progressed = shell.now();
        }
        fewest = Math.min(fewest, now.total());
        oldest = eldest.isAfter(oldest) ? eldest : oldest;
        looks.addLast(now);
        if (looks.size() > WINDOW) {
            looks.removeFirst();
        }
    }

    private Optional<String> standstill(Depths now, Control control) {
        if (!control.mode().isProcessing()) {
            return Optional.of("mode %s processes nothing (%s: %s)"
                    .formatted(control.mode(), SafeText.of(control.operator()), SafeText.of(control.reason())));
        }
        Duration still = Duration.between(progressed, shell.now());
        Duration patience =
                Duration.ofSeconds(10).plus(control.settings().minPollInterval().multipliedBy(2));
        if (still.compareTo(patience) < 0) {
            return Optional.empty();
        }
        if (now.stuck() > 0) {
            return Optional.of("%d are held by a process that died or hangs, and no live one puts them back;"
                            .formatted(now.stuck())
                    + " `switchback ingest rescue` does");
        }
        if (now.processing() > 0) {
            return Optional.empty(); // a live process is at them, and says so
        }
        List<QueueRow> due = store.queued(false, 1);
        boolean waiting = !due.isEmpty() && due.get(0).nextAttemptAt().isAfter(now.at());
        return waiting
                ? Optional.empty()
                : Optional.of("no live process takes them, for %s".formatted(Situation.time(still)));
    }

    private String progress(Depths now) {
        Depths first = looks.getFirst();
        double seconds = Duration.between(first.at(), now.at()).toMillis() / 1_000.0;
        double rate = seconds > 0 ? (first.total() - now.total()) / seconds : 0;
        String held =
                "%d left (%d wait, %d are being processed)".formatted(now.total(), now.pending(), now.processing());
        if (rate > 0) {
            Duration left = Duration.ofMillis((long) (now.total() / rate * 1_000));
            return "%s, %.1f/s, about %s".formatted(held, rate, Situation.time(left));
        }
        List<QueueRow> due = now.processing() == 0 ? store.queued(false, 1) : List.of();
        return due.stream()
                .findFirst()
                .filter(row -> row.nextAttemptAt().isAfter(now.at()))
                .map(row -> "%s, the next attempt at %s: %s"
                        .formatted(
                                held,
                                row.nextAttemptAt(),
                                SafeText.of(row.error().orElse("not begun"))))
                .orElse(held + ", no estimate yet");
    }
}
