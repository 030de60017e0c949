package dev.switchback.cli.control;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.RollbackText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.rollback.RollbackPlan;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows what a rollback would do. */
@Command(
        name = "plan",
        header = {
            "Shows what a rollback would do now; nothing is changed or recorded.",
            "",
            "  switchback rollback plan",
            ""
        },
        footer = {"", "Exits with 5 if it would be refused."})
final class RollbackPlanCommand implements Callable<Integer> {

    private final Shell shell;

    RollbackPlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (OpenState state = OpenState.reading(shell)) {
            RollbackRequest request =
                    RollbackRequest.emergency(RollbackStrategy.ROUTING, "what would happen", shell.operator());
            return show(shell, state, state.control().rollback().dryRun(request));
        }
    }

    /** {@return the exit code, after showing a plan} */
    static int show(Shell shell, OpenState state, RollbackPlan plan) {
        shell.answer(
                Fields.answer(state.migration()).putAll(RollbackText.fields(plan)),
                RollbackText.lines(state.migration(), plan));
        return plan.refusal().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
