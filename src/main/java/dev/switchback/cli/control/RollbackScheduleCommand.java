package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.cli.shell.TimeText;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.state.Attribution;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans a rollback. */
@Command(
        name = "schedule",
        header = {
            "Plans a rollback; a running process carries it out, also after a restart.",
            "",
            "  switchback rollback schedule --in 2h --reason \"maintenance\"",
            "  switchback rollback schedule --at 2026-12-01T02:00:00Z --reason \"maintenance\"",
            ""
        },
        footer = {"", "Until then nothing is taken back, and `switchback rollback cancel` gives it up."})
final class RollbackScheduleCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "When, such as 2026-12-01T02:00:00Z; no earlier than now.")
    private @Nullable String at;

    @Option(names = "--in", paramLabel = "TIME", description = "From now, such as 2h.")
    private @Nullable String in;

    @Option(names = "--dry-run", description = "Only shows what would happen; the history says that it was tried.")
    private boolean dryRun;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    RollbackScheduleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Instant when = when();
        Attribution by = options.by(shell);
        RollbackRequest request = RollbackRequest.planned(RollbackStrategy.ROUTING, by.reason(), by.operator(), when);
        try (OpenState state = OpenState.changing(shell)) {
            RollbackManager manager = state.control().rollback();
            if (dryRun) {
                return RollbackPlanCommand.show(shell, state, manager.dryRun(request.asDryRun()));
            }
            RollbackAnswer answer = new RollbackAnswer(shell, state, when);
            return answer.show(manager.rollback(request), List.of("ROLLBACK_SCHEDULED"), "rollback cancel");
        }
    }

    private Instant when() {
        String one = at;
        String other = in;
        InvalidValueException.unless(
                (one == null) != (other == null),
                "schedule",
                "given exactly one of --at and --in",
                one == null ? "none" : "both");
        Instant now = shell.now();
        if (one == null) {
            return now.plus(TimeText.span("--in", String.valueOf(other)));
        }
        Instant named = TimeText.instant("--at", one);
        // a mistyped day would be a rollback at once, which has a command of its own
        InvalidValueException.unless(!named.isBefore(now), "--at", "no earlier than now, %s".formatted(now), one);
        return named;
    }
}
