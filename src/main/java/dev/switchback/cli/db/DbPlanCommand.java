package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.db.text.PlanText;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.Selection;
import dev.switchback.state.Attribution;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a rollback would do. */
@Command(
        name = "plan",
        header = {
            "Shows what a rollback would do, with what it costs in rows; changes nothing.",
            "",
            "  switchback db plan 20260112_001",
            "  switchback db plan --last 3 --json",
            ""
        })
final class DbPlanCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    DbPlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Selection chosen = selection.selection();
        RollbackOptions how = selection.options(shell, new Attribution(shell.operator(), "a plan", "cli"));
        if (chosen instanceof Selection.Phantoms) {
            options.scripts(shell).warning().ifPresent(shell::note);
        }
        return options.each(shell)
                .run(migrations -> {
                    SchemaPlan plan = migrations.plan(chosen, how);
                    return Part.of(true, PlanText.fields(plan), PlanText.lines(plan));
                })
                .answer(Fields.answer());
    }
}
