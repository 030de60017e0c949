package dev.switchback.cli.ingest.back;

import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Shell;
import dev.switchback.ingest.IngestRollback;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackState;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Repeats a rollback that failed. */
@Command(
        name = "recover",
        header = {
            "Repeats a rollback of the queue that failed; every step may be taken twice.",
            "",
            "  switchback ingest recover --reason \"the processors are back\"",
            ""
        },
        footer = {"", "Never asks. Exits as `ingest rollback` does, and with 5 if no rollback failed."})
public final class IngestRecoverCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How long the queue may take to get empty, 1s to 24h; 1h by default.")
    private String timeout = "1h";

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    /** Makes the command. */
    public IngestRecoverCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Duration limit = IngestRollbackCommand.limit(timeout);
        Attribution by = change.by(shell);
        RollbackRequest request =
                RollbackRequest.recovery(IngestRollback.target(options.queue(shell)), by.reason(), by.operator());
        try (OpenRollback open = OpenRollback.of(shell, options, limit)) {
            RollbackState before = open.recorded();
            return open.show(before, open.manager().rollback(request));
        }
    }
}
