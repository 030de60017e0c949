package dev.switchback.cli.ingest;

import dev.switchback.cli.ingest.open.OpenQueue;
import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.queue.Mode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets processes look for work at once. */
@Command(
        name = "poll",
        header = {
            "Lets every process look for work at once; what they do without it too, a moment later.",
            "",
            "  switchback ingest poll",
            ""
        })
final class PollCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    PollCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenQueue queue = OpenQueue.of(shell, options)) {
            queue.store().wake();
            Mode mode = queue.control().mode();
            long wait = queue.control().settings().minPollInterval().toMillis();
            shell.answer(
                    queue.answer().put("mode", mode.name()).put("withinMillis", wait),
                    List.of(
                            mode.isProcessing()
                                    ? "%s: every live process looks for work within %d ms".formatted(queue.name(), wait)
                                    : "%s: mode %s processes nothing, whoever looks".formatted(queue.name(), mode)));
            return mode.isProcessing() ? ExitCode.OK : ExitCode.DEGRADED;
        }
    }
}
