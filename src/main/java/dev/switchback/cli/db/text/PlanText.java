package dev.switchback.cli.db.text;

import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.sql.SqlScript;
import java.util.ArrayList;
import java.util.List;

/** What a rollback would do. */
public final class PlanText {

    private PlanText() {}

    /** {@return what is shown before it is confirmed} */
    public static List<String> lines(SchemaPlan plan) {
        if (plan.rollbacks().isEmpty()) {
            return List.of("nothing is to be rolled back");
        }
        List<String> lines = new ArrayList<>(List.of("⚠️ WARNING: Rollback Migration", ""));
        plan.rollbacks().forEach(one -> lines.addAll(lines(one)));
        plan.warnings().forEach(warning -> lines.add("⚠️ " + SafeText.of(warning)));
        if (plan.isDestructive()) {
            lines.add("This action is DESTRUCTIVE and cannot be undone without backup.");
        }
        return lines;
    }

    private static List<String> lines(PlannedRollback one) {
        List<String> lines = new ArrayList<>();
        lines.add("You are about to rollback: %s"
                .formatted(SafeText.of(one.migration().title())));
        lines.add("");
        lines.add("This will:");
        one.effects().forEach(effect -> lines.add("- " + SafeText.of(effect)));
        if (one.effects().isEmpty()) {
            lines.add("- change nothing that can be seen");
        }
        lines.add(
                switch (one.data()) {
                    case NONE_AFFECTED -> "Data: none is affected";
                    case LOST -> "Data: is LOST";
                    case LEFT, UNKNOWN -> "Data: nobody can tell what becomes of it";
                });
        one.warnings().forEach(warning -> lines.add("⚠️ " + SafeText.of(warning)));
        one.refusals()
                .forEach(refusal -> lines.add("❌ %s%s"
                        .formatted(SafeText.of(refusal.why()), refusal.forceable() ? " (--force goes over it)" : "")));
        lines.add("");
        return lines;
    }

    /** {@return the same for programs} */
    public static Fields fields(SchemaPlan plan) {
        return Fields.of()
                .put("destructive", plan.isDestructive())
                .put("refused", plan.isRefused(false))
                .put("warnings", plan.warnings())
                .put(
                        "rollbacks",
                        plan.rollbacks().stream().map(PlanText::fields).toList());
    }

    private static Fields fields(PlannedRollback one) {
        return Fields.of()
                .put("version", one.migration().version())
                .put("name", one.migration().name())
                .put("effects", one.effects())
                .put("rows", one.rows())
                .put("data", one.data().text())
                .put("warnings", one.warnings())
                .put(
                        "refusals",
                        one.refusals().stream()
                                .map(refusal ->
                                        Fields.of().put("why", refusal.why()).put("forceable", refusal.forceable()))
                                .toList())
                .put("down", one.down().map(SqlScript::text));
    }
}
