package dev.switchback.cli.read;

import dev.switchback.MigrationStatus;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what is happening, why, and what to press. */
@Command(
        name = "status",
        header = {
            "Shows what is happening, why, and what to press.",
            "",
            "  switchback status",
            "  switchback status --watch",
            "  switchback status --json | jq .percentage.effective",
            ""
        },
        footer = {
            "",
            "Exits with 4 if the state cannot be read (every key then goes to legacy) or cannot be written, otherwise",
            "with 0: a rolled-back migration is as it should be. `switchback health` judges the rest."
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final String CLEAR = "\u001b[H\u001b[2J";

    private final Shell shell;

    @Option(names = "--watch", description = "Shows it again every second, until it is stopped.")
    private boolean watch;

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenState state = OpenState.reading(shell, watch ? BETWEEN.dividedBy(2) : Duration.ZERO)) {
            int exit = show(state);
            while (watch
                    && shell.terminal().trouble().isEmpty() // or it would go on for ever after `| head -1`
                    && shell.terminal().pause().over(BETWEEN)) {
                if (shell.terminal().live() && !shell.isJson()) {
                    shell.terminal().out().print(CLEAR);
                }
                exit = show(state);
            }
            return exit;
        }
    }

    private int show(OpenState state) {
        MigrationStatus status = state.control().currentStatus();
        shell.answer(StatusFields.of(status), StatusLines.of(status));
        boolean works = status.store().readable() && status.store().writable();
        return works ? ExitCode.OK : ExitCode.CRITICAL;
    }
}
