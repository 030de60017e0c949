package dev.switchback.notify;

import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs tasks on the test's thread, when the test moves the clock on to them. */
final class ManualLater implements Later {

    private record Task(Instant at, Runnable work) {}

    private final FakeClock clock;
    private final List<Task> tasks = new ArrayList<>();
    final List<Duration> delays = new ArrayList<>();
    boolean closed;

    ManualLater(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (!closed) {
            delays.add(delay);
            tasks.add(new Task(clock.instant().plus(delay), task));
        }
    }

    /** Runs what is due, and what that makes due. */
    void runDue() {
        while (tasks.stream().anyMatch(task -> !task.at().isAfter(clock.instant()))) {
            next().run();
        }
    }

    /** Moves the clock on to whatever is next, until nothing is left. */
    void runAll() {
        while (!tasks.isEmpty()) {
            Instant at =
                    tasks.stream().map(Task::at).min(Comparator.naturalOrder()).orElseThrow();
            if (at.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), at));
            }
            next().run();
        }
    }

    private Runnable next() {
        Task first = tasks.stream().min(Comparator.comparing(Task::at)).orElseThrow();
        tasks.remove(first);
        return first.work();
    }

    @Override
    public void close() {
        closed = true;
    }
}
