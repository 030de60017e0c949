package dev.switchback.cli.ingest.back;

import dev.switchback.cli.ingest.open.QueueOptions;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.RollbackText;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.ingest.IngestRollback;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackPlan;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.state.Attribution;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a queue back to synchronous processing. */
@Command(
        name = "rollback",
        header = {
            "Takes the queue back to synchronous processing: DRAIN, empty, SYNC, and the proof that nothing is lost.",
            "",
            "  switchback ingest rollback --reason \"too slow\"",
            "  switchback ingest rollback --reason \"too slow\" --dry-run",
            ""
        },
        footer = {
            "",
            "Never asks. Shows how far it is, once a second on stderr. Exits with 0 when proven, 3 when a process has not",
            "acknowledged it, 1 when it failed (`ingest recover` repeats it), 7 when it could not be recorded. A queue",
            "that is rolled back already is left as it is, and that is 0."
        })
public final class IngestRollbackCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final QueueOptions options = new QueueOptions();

    @Option(names = "--dry-run", description = "Only shows what would happen; the history says that it was tried.")
    private boolean dryRun;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "How long the queue may take to get empty, 1s to 24h; 1h by default.")
    private String timeout = "1h";

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    /** Makes the command. */
    public IngestRollbackCommand(Shell shell) {
        this.shell = shell;
    }

    static Duration limit(String text) {
        Duration time = TimeText.span("--timeout", text);
        InvalidValueException.unless(time.compareTo(Duration.ofDays(1)) <= 0, "--timeout", "from 1s to 24h", text);
        return time;
    }

    @Override
    public Integer call() {
        Duration limit = limit(timeout);
        Attribution by = change.by(shell);
        RollbackRequest request =
                RollbackRequest.emergency(IngestRollback.target(options.queue(shell)), by.reason(), by.operator());
        try (OpenRollback open = OpenRollback.of(shell, options, limit)) {
            RollbackStatus status = open.manager().currentStatus();
            if (dryRun) {
                return show(open, open.manager().dryRun(request.asDryRun()));
            }
            return status.state() == RollbackState.ROLLED_BACK
                            && status.unreadable().isEmpty()
                    ? already(open, status)
                    : open.show(status.state(), open.manager().rollback(request));
        }
    }

    private int show(OpenRollback open, RollbackPlan plan) {
        shell.answer(
                open.queue().answer().put("dryRun", true).putAll(RollbackText.fields(plan)),
                RollbackText.lines(open.queue().name(), plan));
        return plan.refusal().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private int already(OpenRollback open, RollbackStatus status) {
        String since = status.lastRollback()
                .map(last -> " since %s by %s: %s"
                        .formatted(last.at(), SafeText.of(last.operator()), SafeText.of(last.reason())))
                .orElse("");
        String state = status.state().text();
        shell.answer(
                open.queue()
                        .answer()
                        .put("change", "rollback")
                        .put("before", state)
                        .put("after", state)
                        .put("audit", (Object) null)
                        .put("undo", open.queue().command("return --reason '...'"))
                        .put("success", true),
                List.of("%s: rolled back already%s; nothing was changed"
                        .formatted(open.queue().name(), since)));
        return ExitCode.OK;
    }
}
