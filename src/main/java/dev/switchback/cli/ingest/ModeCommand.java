package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.ingest.open.Situation;
import dev.switchback.cli.ingest.open.WayOut;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Control;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.Attribution;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the mode of a queue. */
@Command(
        name = "mode",
        header = {
            "Changes how the queue works, in every process within a second.",
            "",
            "  switchback ingest mode HOLD --reason \"wrong totals\"      queues, and processes nothing",
            "  switchback ingest mode DRAIN --reason \"on the way back\"  new events at once, the queue beside them",
            "  switchback ingest mode SYNC --reason \"taken back\"        new events at once; the queue must be empty",
            "  switchback ingest mode REJECT --reason \"disk full\"       refuses new events, processes the queue",
            "  switchback ingest mode ASYNC --reason \"fixed in 1.4.2\"   as it should be",
            ""
        },
        footer = {
            "",
            "HOLD, DRAIN and REJECT never ask, nor does SYNC where the queue is empty. ASYNC and a forced SYNC show the",
            "state and want a yes. Exits with 5 if it is not confirmed, if SYNC would leave events behind, or for ASYNC",
            "while a rollback of the queue is in force, which `ingest return` ends; with 6 if the mode has moved."
        })
final class ModeCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Parameters(paramLabel = "MODE", description = "ASYNC, HOLD, DRAIN, SYNC or REJECT.")
    private String mode = "";

    @Option(names = "--force", description = "Enters SYNC although events are in the queue; they stay there.")
    private boolean force;

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    ModeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Mode to = Mode.parse("MODE", mode);
        InvalidValueException.unless(!force || to == Mode.SYNC, "--force", "given with SYNC alone", "given with " + to);
        Attribution by = change.by(shell);
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            Control seen = queue.control();
            boolean away = to != seen.mode() && (to == Mode.ASYNC || force);
            if (to == Mode.ASYNC) {
                refuseWhileRolledBack(queue);
            }
            if (away) {
                Confirmation.of(
                        shell,
                        change,
                        "mode %s -> %s".formatted(seen.mode(), to),
                        List.of(Situation.of(queue).sentence()));
            }
            Control now = queue.store()
                    .change(control -> away ? unmoved(control, seen).to(to) : control.to(to), force, by);
            return queue.changed(
                    "mode",
                    seen.mode().name(),
                    now.mode().name(),
                    now.generation(),
                    "mode %s --reason '...'".formatted(seen.mode()));
        }
    }

    private void refuseWhileRolledBack(OpenQueue queue) {
        RecordedTarget.inForce(shell, queue.name()).ifPresent(state -> {
            throw Refusal.guarded(
                    "mode ASYNC",
                    List.of("ingest:%s is %s; %s".formatted(queue.name(), state.text(), WayOut.of(state, queue))));
        });
    }

    /** What leads away from safety was confirmed for what was shown. */
    private static Control unmoved(Control now, Control seen) {
        if (now.generation() != seen.generation()) {
            throw Refusal.moved(
                    "the mode was changed meanwhile (seen=%s, now=%s, by=%s). Nothing was changed; look again"
                            .formatted(seen.mode(), now.mode(), now.operator()));
        }
        return now;
    }
}
