package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.event.EventBus;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.schema.RecordedRollback;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.SchemaRollback;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.RolledBack;
import dev.switchback.schema.model.SchemaPlan;
import dev.switchback.schema.model.Selection;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes migrations back. */
@Command(
        name = "rollback",
        header = {
            "Takes migrations back by the downs that were stored with them, and compares the schema.",
            "",
            "  switchback db rollback 20260112_001 --reason \"wrong totals\"",
            "  switchback db rollback --to 20260111_005 --reason \"release taken back\"",
            "  switchback db rollback --phantom --reason \"branch left\" --confirm ROLLBACK",
            ""
        },
        footer = {
            "",
            "Shows the plan, and what loses data has to be confirmed: ROLLBACK typed, or --confirm ROLLBACK.",
            "A down in one transaction that does not restore the schema is undone. Kept in the history of the state.",
            "Exits with 5 if it is refused or not confirmed, 1 if a migration could not be rolled back."
        })
final class DbRollbackCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DbRollbackCommand.class);
    private static final String WORD = "ROLLBACK";

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Needed: why, in 1 to 1000 characters.")
    private @Nullable String reason;

    @Option(
            names = "--confirm",
            paramLabel = "ROLLBACK",
            description = "Confirms what loses data, where nobody can be asked.")
    private @Nullable String confirm;

    @Option(names = "--dry-run", description = "Shows the plan and stops.")
    private boolean dryRun;

    DbRollbackCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Selection chosen = selection.selection();
        InvalidValueException.unless(
                confirm == null || confirm.equals(WORD), "--confirm", "the word ROLLBACK", confirm);
        Attribution by = new Attribution(shell.operator(), given(), "cli");
        RollbackOptions how = selection.options(shell, by);
        EventBus bus = new EventBus(Runnable::run);
        bus.onName("switchback.rollback*", event -> LOG.info("{} {}", event.name(), event.payload()));
        List<String> lines = new ArrayList<>();
        List<Fields> fields = new ArrayList<>();
        boolean complete = true;
        for (SchemaMigrations migrations : options.each(shell, bus)) {
            SchemaPlan plan = migrations.plan(chosen, how);
            if (dryRun || plan.rollbacks().isEmpty()) {
                lines.addAll(DbText.lines(plan));
                fields.add(DbText.fields(plan));
                continue;
            }
            confirm(plan, chosen, how);
            RolledBack result = run(migrations, chosen, how.confirmed(), bus);
            lines.addAll(DbText.lines(result));
            fields.add(DbText.fields(result));
            complete &= result.isComplete();
        }
        shell.answer(Fields.answer().put("dryRun", dryRun).put("schemas", fields), lines);
        return complete ? ExitCode.OK : ExitCode.ERROR;
    }

    private String given() {
        if (reason == null && !dryRun) {
            throw InvalidValueException.of("--reason", "given, in 1 to 1000 characters", "missing");
        }
        return reason == null ? "a dry run" : reason;
    }

    private void confirm(SchemaPlan plan, Selection chosen, RollbackOptions how) {
        if (!(chosen instanceof Selection.Phantoms) && plan.isRefused(how.force())) {
            throw Refusal.guarded(
                    "the rollback",
                    plan.rollbacks().stream()
                            .flatMap(one -> one.refusals().stream())
                            .filter(refusal -> !how.force() || !refusal.forceable())
                            .map(PlannedRollback.Refusal::why)
                            .toList());
        }
        DbText.lines(plan).forEach(shell::note);
        if (confirm != null || (!plan.isDestructive() && !selection.isAll())) {
            return;
        }
        String answer = shell.terminal()
                .prompt()
                .map(prompt -> prompt.ask("Type 'ROLLBACK' to confirm: "))
                .orElse("");
        if (!WORD.equals(answer == null ? "" : answer.strip())) {
            throw Refusal.guarded(
                    "the rollback",
                    List.of("it was not confirmed; --confirm ROLLBACK confirms it where there is no terminal"));
        }
    }

    /** Without a store for the history, what must be taken back is taken back all the same. */
    private RolledBack run(SchemaMigrations migrations, Selection chosen, RollbackOptions how, EventBus bus) {
        String database =
                migrations.target().schema().map("primary.%s"::formatted).orElse("primary");
        SchemaRollback strategy = SchemaRollback.of(database, migrations, chosen, how);
        try (OpenState state = OpenState.changing(shell)) {
            RollbackReport report = new RecordedRollback(
                            state.store(),
                            state.migration(),
                            bus,
                            shell.terminal().clock())
                    .run(strategy, how.by());
            RolledBack result = strategy.result();
            if (!report.success() && result.isComplete()) {
                throw Refusal.answered(ExitCode.ERROR, "the rollback", report.errors());
            }
            return result;
        } catch (StateStoreException away) {
            shell.note(SafeText.of("it is not kept in the history: %s".formatted(away.getMessage())));
            return migrations.rollback(chosen, how);
        }
    }
}
