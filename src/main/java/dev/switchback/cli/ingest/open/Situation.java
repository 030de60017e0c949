package dev.switchback.cli.ingest.open;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.ControlChange;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a queue is doing, why, and what to press.
 *
 * @param queue the queue
 * @param depths how full it is
 * @param control its mode and settings
 * @param modeChange who changed the mode last, if anybody ever did
 */
public record Situation(OpenQueue queue, Depths depths, Control control, Optional<ControlChange> modeChange) {

    /** From how many waiting events on somebody should look, and above how many somebody must act. */
    private static final long WARNING = 100;

    private static final long CRITICAL = 1_000;
    private static final int LOOKED_BACK = 200;

    /** For how long an event may wait, while none is being processed, before somebody should ask why. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** {@return the situation of a queue now} */
    public static Situation of(OpenQueue queue) {
        Optional<ControlChange> change = queue.store().changes(LOOKED_BACK).stream()
                .filter(one -> one.what().equals("mode"))
                .findFirst();
        return new Situation(queue, queue.store().depths(), queue.store().control(), change);
    }

    /** {@return the code to exit with} */
    public int exit() {
        if (depths.pending() > CRITICAL) {
            return ExitCode.CRITICAL;
        }
        boolean well = depths.pending() < WARNING
                && depths.stuck() == 0
                && depths.undeliverable() == 0
                && control.mode() == Mode.ASYNC;
        return well ? ExitCode.OK : ExitCode.DEGRADED;
    }

    /** {@return all of it in one line} */
    public String sentence() {
        return "%s %s%s: %s%s. %s".formatted(queue.name(), doing(), why(), held(), trouble(), press());
    }

    private String doing() {
        return switch (control.mode()) {
            case ASYNC -> "queues new events and processes them";
            case HOLD -> "queues new events and processes nothing";
            case DRAIN -> "processes new events at once and the queue beside them";
            case SYNC -> "processes new events at once and leaves the queue alone";
            case REJECT -> "refuses new events and processes the queue";
        };
    }

    private String why() {
        return modeChange
                .filter(change -> control.mode() != Mode.ASYNC)
                .map(change -> ", since %s by %s (%s)"
                        .formatted(change.at(), SafeText.of(change.operator()), SafeText.of(change.reason())))
                .orElse("");
    }

    private String held() {
        return depths.total() == 0
                ? "the queue is empty"
                : "%d wait and %d are being processed, the oldest for %s"
                        .formatted(depths.pending(), depths.processing(), time(depths.oldest()));
    }

    private String trouble() {
        String stuck = depths.stuck() == 0
                ? ""
                : "; %d of them are held by a process that died or hangs".formatted(depths.stuck());
        String dead = depths.dead() == 0 ? "" : "; %d are dead".formatted(depths.dead());
        return stuck + dead;
    }

    /** {@return a time as people say it} */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120
                ? "%d s".formatted(seconds)
                : seconds < 7_200 ? "%d min".formatted(seconds / 60) : "%d h".formatted(seconds / 3_600);
    }

    private String press() {
        return switch (control.mode()) {
            case ASYNC -> pressWhileItWorks();
            case HOLD -> "Press `%s` to go on".formatted(queue.command("mode ASYNC --reason '...'"));
            case DRAIN ->
                depths.total() > 0
                        ? "Press `%s` to see it through%s".formatted(queue.command("drain --wait"), afterwards())
                        : "Press `%s` to be back, or `%s` to go on"
                                .formatted(
                                        queue.command("mode SYNC --reason '...'"),
                                        queue.command("mode ASYNC --reason '...'"));
            case SYNC ->
                "Press `%s` to queue again%s"
                        .formatted(
                                queue.command("return --reason '...'"),
                                depths.total() > 0
                                        ? ", or `%s` for what is left"
                                                .formatted(queue.command("mode DRAIN --reason '...'"))
                                        : "");
            case REJECT -> "Press `%s` once the database is well".formatted(queue.command("mode ASYNC --reason '...'"));
        };
    }

    /** A rollback that entered the mode runs, or has failed at what is left. */
    private String afterwards() {
        boolean byRollback =
                modeChange.filter(change -> change.source().equals("rollback")).isPresent();
        return byRollback
                ? ", then `%s` if the rollback has failed".formatted(queue.command("recover --reason '...'"))
                : "";
    }

    private boolean isIdle() {
        return depths.pending() > 0
                && depths.processing() == 0
                && depths.oldest().compareTo(IDLE) >= 0;
    }

    private String pressWhileItWorks() {
        if (depths.stuck() > 0) {
            return "Press `%s`".formatted(queue.command("rescue"));
        }
        if (isIdle()) {
            return "Press `%s` to see what they wait for".formatted(queue.command("queue list --status pending"));
        }
        if (depths.pending() > CRITICAL) {
            return "Press `%s` to see whether it gets less, or `%s` to refuse new ones"
                    .formatted(queue.command("drain --wait"), queue.command("mode REJECT --reason '...'"));
        }
        return depths.dead() > 0 ? "Press `%s` to see why".formatted(queue.command("dead list")) : "Nothing to press";
    }
}
