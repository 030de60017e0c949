package dev.switchback.cli.control;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.rollback.RollbackPlan;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.rollback.RollbackStrategy;
import java.util.ArrayList;
import java.util.List;
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
        shell.answer(fields(state.migration(), plan), lines(state.migration(), plan));
        return plan.refusal().isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static Fields fields(String migration, RollbackPlan plan) {
        return Fields.answer(migration)
                .put("from", plan.from().text())
                .put("to", plan.to().text())
                .put("refusal", plan.refusal())
                .put(
                        "steps",
                        plan.steps().stream()
                                .map(step ->
                                        Fields.of().put("name", step.name()).put("description", step.description()))
                                .toList())
                .put("nodes", plan.nodes())
                .put("warnings", plan.warnings());
    }

    private static List<String> lines(String migration, RollbackPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s -> %s"
                .formatted(migration, plan.from().text(), plan.to().text()));
        plan.refusal().ifPresent(why -> lines.add("refused: " + SafeText.of(why)));
        plan.steps().forEach(step -> lines.add("  %-12s %s".formatted(step.name(), SafeText.of(step.description()))));
        plan.nodes().forEach(node -> lines.add("  node " + SafeText.of(node)));
        plan.warnings().forEach(warning -> lines.add("warning: " + SafeText.of(warning)));
        return lines;
    }
}
