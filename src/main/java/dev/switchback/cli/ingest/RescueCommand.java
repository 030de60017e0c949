package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.ingest.open.Situation;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts back events whose process died. */
@Command(
        name = "rescue",
        header = {
            "Puts back events and deliveries whose process died: those whose lease has run out.",
            "",
            "  switchback ingest rescue",
            "  switchback ingest rescue --all --yes        also those that a live process may be at",
            ""
        },
        footer = {
            "",
            "Live processes do so by themselves. With --all it asks: a handler that runs may run again beside itself;",
            "that its event is processed into the events twice cannot happen."
        })
final class RescueCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--all", description = "Also those whose lease still runs.")
    private boolean all;

    @Option(names = "--yes", description = "Confirms --all where nobody can be asked.")
    private boolean yes;

    RescueCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            if (all) {
                Confirmation.of(
                        shell,
                        yes,
                        "rescuing what live processes may be at",
                        List.of(Situation.of(queue).sentence()));
            }
            FailedAttempts rescued = queue.store().rescue(all);
            shell.answer(
                    queue.answer().put("rescued", rescued.waiting()).put("dead", rescued.dead()),
                    List.of("%s: %d wait again, %d had no attempt left and are dead"
                            .formatted(queue.name(), rescued.waiting(), rescued.dead())));
            return ExitCode.OK;
        }
    }
}
