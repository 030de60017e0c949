package dev.switchback.cli.control;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Shell;
import dev.switchback.rollback.RollbackManager;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import dev.switchback.state.Attribution;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Repeats a rollback that failed. */
@Command(
        name = "recover",
        header = {
            "Repeats a rollback that failed; every step may be taken twice.",
            "",
            "  switchback rollback recover --reason \"the node is back\"",
            ""
        },
        footer = {"", "Never asks. Exits with 5 if no rollback failed."})
final class RollbackRecoverCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--dry-run", description = "Only shows what would happen; the history says that it was tried.")
    private boolean dryRun;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    RollbackRecoverCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Attribution by = options.by(shell);
        RollbackRequest request = RollbackRequest.recovery(RollbackStrategy.ROUTING, by.reason(), by.operator());
        try (OpenState state = OpenState.changing(shell)) {
            RollbackManager manager = state.control().rollback();
            if (dryRun) {
                return RollbackPlanCommand.show(shell, state, manager.dryRun(request.asDryRun()));
            }
            RollbackAnswer answer = new RollbackAnswer(shell, state);
            return answer.show(manager.rollback(request), RollbackCommand.ENDED, "rollback clear");
        }
    }
}
