package dev.switchback.cli.shell;

import dev.switchback.rollback.RollbackPlan;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.RollbackReport.CompletedStep;
import dev.switchback.rollback.Validation;
import java.util.ArrayList;
import java.util.List;

/** How a rollback went, or would go, whatever is taken back. */
public final class RollbackText {

    private RollbackText() {}

    /** {@return how it went, for programs} */
    public static Fields fields(RollbackReport report) {
        return Fields.of()
                .put("epoch", report.epoch())
                .put("success", report.success())
                .put("proven", report.isProven())
                .put("durable", report.durable())
                .put("steps", report.steps().stream().map(RollbackText::fields).toList())
                .put("errors", report.errors())
                .put("warnings", report.warnings())
                .put("nodes", report.nodes())
                .put("unacknowledged", report.unacknowledged())
                .put("left", report.left())
                .put("validation", fields(report.validation()))
                .put("bothPipelinesFailing", report.bothPipelinesFailing())
                .put("tookMillis", report.took().toMillis());
    }

    private static Fields fields(CompletedStep step) {
        return Fields.of()
                .put("name", step.name())
                .put("success", step.success())
                .put("detail", step.detail())
                .put("tookMillis", step.took().toMillis());
    }

    /** {@return a proof, for programs} */
    public static Fields fields(Validation validation) {
        return Fields.of()
                .put("passed", validation.passed())
                .put(
                        "checks",
                        validation.checks().stream()
                                .map(check -> Fields.of()
                                        .put("name", check.name())
                                        .put("passed", check.passed())
                                        .put("critical", check.critical())
                                        .put("detail", check.detail()))
                                .toList());
    }

    /** {@return how it went, for people, after the line that says what was changed} */
    public static List<String> lines(RollbackReport report) {
        List<String> lines = new ArrayList<>();
        report.steps()
                .forEach(step -> lines.add("  %-4s %-12s %s"
                        .formatted(step.success() ? "ok" : "FAIL", step.name(), SafeText.of(step.detail()))));
        report.nodes().forEach(node -> lines.add("  node " + SafeText.of(node)));
        report.errors().forEach(error -> lines.add("error: " + SafeText.of(error)));
        report.warnings().forEach(warning -> lines.add("warning: " + SafeText.of(warning)));
        report.unacknowledged().forEach(node -> lines.add("not acknowledged: " + SafeText.of(node)));
        report.left().forEach((node, calls) -> lines.add("left on %s: %d".formatted(SafeText.of(node), calls)));
        return lines;
    }

    /** {@return how it would go, for programs} */
    public static Fields fields(RollbackPlan plan) {
        return Fields.of()
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

    /** {@return how it would go, for people} */
    public static List<String> lines(String name, RollbackPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s -> %s".formatted(name, plan.from().text(), plan.to().text()));
        plan.refusal().ifPresent(why -> lines.add("refused: " + SafeText.of(why)));
        plan.steps().forEach(step -> lines.add("  %-12s %s".formatted(step.name(), SafeText.of(step.description()))));
        plan.nodes().forEach(node -> lines.add("  node " + SafeText.of(node)));
        plan.warnings().forEach(warning -> lines.add("warning: " + SafeText.of(warning)));
        return lines;
    }
}
