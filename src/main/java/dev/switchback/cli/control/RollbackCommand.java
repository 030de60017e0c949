package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.RollbackStatus;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.state.Attribution;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes everything back to legacy, in every process, now. */
@Command(
        name = "rollback",
        header = {
            "Takes every key back to legacy in every running process, now; and what belongs to it.",
            "",
            "  switchback rollback --reason \"wrong totals since 14:02\"",
            "  switchback rollback plan                               what would happen",
            "  switchback rollback validate                           the proof, made now",
            "  switchback rollback recover --reason \"node is back\"    repeats one that failed",
            "  switchback rollback clear --reason \"fixed in 1.4.2\"    leaves it, at 0 %%",
            "  switchback rollback schedule --in 2h --reason \"maintenance\"",
            ""
        },
        footer = {
            "",
            "Never asks. Exits with 0 when proven, 3 when a process has not acknowledged it, 7 when it could not be",
            "recorded. A migration that is rolled back already is left as it is, and that is 0."
        })
final class RollbackCommand implements Callable<Integer> {

    static final List<String> ENDED =
            List.of("ROLLBACK_EXECUTED", "ROLLBACK_FAILED", "RECOVERY_EXECUTED", "RECOVERY_FAILED");

    private final Shell shell;

    @Option(
            names = "--trigger",
            paramLabel = "NAME",
            defaultValue = "emergency_manual",
            description = "emergency_manual (default), planned_maintenance, production_incident, configuration_error"
                    + " or external_dependency_failure.")
    private String trigger = "emergency_manual";

    @Option(names = "--dry-run", description = "Only shows what would happen; the history says that it was tried.")
    private boolean dryRun;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    RollbackCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Trigger made = Trigger.parse("--trigger", trigger);
        InvalidValueException.unless(!made.isAutomatic(), "--trigger", "one that a person pulls", trigger);
        Attribution by = options.by(shell);
        RollbackRequest request = RollbackRequest.emergency(RollbackStrategy.ROUTING, by.reason(), by.operator())
                .by(made);
        try (OpenState state = OpenState.changing(shell)) {
            boolean untouched = state.isUntouched();
            int exit = rollback(state, request);
            if (untouched) { // it took nothing back, where somebody may be in a hurry
                shell.note(OpenState.UNTOUCHED);
            }
            return exit;
        }
    }

    private int rollback(OpenState state, RollbackRequest request) {
        RollbackManager manager = state.control().rollback();
        if (dryRun) {
            return RollbackPlanCommand.show(shell, state, manager.dryRun(request.asDryRun()));
        }
        RollbackStatus status = manager.currentStatus();
        if (status.state() == RollbackState.ROLLED_BACK && status.unreadable().isEmpty()) {
            return already(state, status);
        }
        RollbackAnswer answer = new RollbackAnswer(shell, state);
        return answer.show(manager.rollback(request), ENDED, "rollback clear");
    }

    private int already(OpenState state, RollbackStatus status) {
        String since = status.lastRollback()
                .map(last -> " since %s by %s: %s"
                        .formatted(last.at(), SafeText.of(last.operator()), SafeText.of(last.reason())))
                .orElse("");
        String text = status.state().text();
        shell.answer(
                Fields.answer(state.migration())
                        .put("change", "rollback")
                        .put("before", text)
                        .put("after", text)
                        .put("audit", (Object) null)
                        .put("undo", shell.command(state.migration(), "rollback clear") + " --reason '...'")
                        .put("epoch", status.epoch())
                        .put("success", true),
                List.of("%s: rolled back already%s; nothing was changed".formatted(state.migration(), since)));
        return ExitCode.OK;
    }
}
