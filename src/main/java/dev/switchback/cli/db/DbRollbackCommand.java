package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.db.text.PlanText;
import dev.switchback.cli.db.text.ReportText;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.cli.shell.Refusal;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Secrets;
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
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
            "Shows the plan. What loses data, or takes everything back, has to be confirmed: ROLLBACK typed, or",
            "--confirm ROLLBACK. A down in one transaction that does not restore the schema is undone. Kept in the",
            "history of the state. Exits with 5 if it is refused or not confirmed, 6 if another process is at it or",
            "the plan is not what was shown any more, 1 if a migration could not be rolled back."
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
        RollbackOptions how = selection.options(shell, new Attribution(shell.operator(), given(), "cli"));
        EventBus bus = new EventBus(Runnable::run);
        bus.onName("switchback.rollback*", event -> LOG.info("[SchemaRollback] {} {}", event.name(), event.payload()));
        EachSchema each = options.each(shell, bus);
        Optional<String> warning =
                chosen instanceof Selection.Phantoms ? options.scripts(shell).warning() : Optional.empty();
        warning.ifPresent(shell::note);
        Map<SchemaMigrations, SchemaPlan> plans = each.ask(migrations -> migrations.plan(chosen, how));
        if (!dryRun
                && plans.values().stream().anyMatch(plan -> !plan.rollbacks().isEmpty())) {
            show(plans, each.isSeveral());
            each.ask(migrations -> unrefused(plan(plans, migrations), chosen, how));
            confirm(each.ask(migrations -> plan(plans, migrations)).values(), selection.isAll() || warning.isPresent());
        }
        return each.run(migrations -> part(migrations, plan(plans, migrations), chosen, how, bus))
                .answer(Fields.answer().put("dryRun", dryRun));
    }

    private String given() {
        if (reason == null && !dryRun) {
            throw InvalidValueException.of("--reason", "given, in 1 to 1000 characters", "missing");
        }
        return reason == null ? "a dry run" : reason;
    }

    private static SchemaPlan plan(Map<SchemaMigrations, SchemaPlan> plans, SchemaMigrations of) {
        return Objects.requireNonNull(plans.get(of), "planned before");
    }

    private void show(Map<SchemaMigrations, SchemaPlan> plans, boolean names) {
        plans.forEach((migrations, plan) -> {
            if (names) {
                shell.note("%s:".formatted(SafeText.of(migrations.target().title())));
            }
            PlanText.lines(plan).forEach(shell::note);
        });
    }

    /** Phantoms are refused one by one, when their turn comes. */
    private static SchemaPlan unrefused(SchemaPlan plan, Selection chosen, RollbackOptions how) {
        if (chosen instanceof Selection.Phantoms || !plan.isRefused(how.force())) {
            return plan;
        }
        throw Refusal.guarded(
                "the rollback",
                plan.rollbacks().stream()
                        .flatMap(one -> one.refusals().stream())
                        .filter(refusal -> !how.force() || !refusal.forceable())
                        .map(PlannedRollback.Refusal::why)
                        .distinct()
                        .toList());
    }

    /** Once for all schemas; what takes everything back also if nothing is lost by it. */
    private void confirm(Collection<SchemaPlan> plans, boolean everything) {
        boolean needed = plans.stream()
                .anyMatch(plan ->
                        plan.isDestructive() || (everything && !plan.rollbacks().isEmpty()));
        if (confirm != null || !needed) {
            return;
        }
        String answer = shell.terminal()
                .prompt()
                .map(prompt -> prompt.ask("\nType 'ROLLBACK' to confirm: "))
                .orElse("");
        if (answer == null || !WORD.equals(answer.strip())) {
            throw Refusal.unconfirmed("the rollback", "--confirm ROLLBACK");
        }
    }

    private Part part(
            SchemaMigrations migrations, SchemaPlan plan, Selection chosen, RollbackOptions how, EventBus bus) {
        if (dryRun) {
            boolean refused = !(chosen instanceof Selection.Phantoms) && plan.isRefused(how.force());
            return new Part(refused ? ExitCode.REFUSED : ExitCode.OK, PlanText.fields(plan), PlanText.lines(plan));
        }
        if (plan.rollbacks().isEmpty()) {
            RolledBack nothing = new RolledBack(plan.where(), List.of(), List.of());
            return Part.of(true, ReportText.fields(nothing), PlanText.lines(plan));
        }
        SchemaRollback strategy = SchemaRollback.of("primary", migrations, chosen, how.confirmed());
        List<String> shown =
                plan.rollbacks().stream().map(one -> one.migration().version()).toList();
        if (!strategy.versions().equals(shown)) {
            throw Refusal.moved("cannot roll back: what is applied is not what was shown any more (shown=%s, now=%s)."
                            .formatted(shown, strategy.versions())
                    + " Nothing was changed; look again");
        }
        RolledBack result = run(strategy, how.by(), bus);
        return Part.of(result.isComplete(), ReportText.fields(result), ReportText.lines(result));
    }

    /** Without a store for the history, what must be taken back is taken back all the same. */
    private RolledBack run(SchemaRollback strategy, Attribution by, EventBus bus) {
        Clock clock = shell.terminal().clock();
        try (OpenState state = OpenState.changing(shell)) {
            RollbackReport report =
                    new RecordedRollback(state.store(), state.migration(), bus, clock).run(strategy, by);
            RolledBack result = strategy.result();
            if (!report.success() && strategy.refusal().isPresent()) {
                throw strategy.refusal().get();
            }
            if (!report.success() && result.isComplete()) {
                throw Refusal.answered(ExitCode.ERROR, "the rollback", report.errors());
            }
            return result;
        } catch (StateStoreException away) {
            return unrecorded(strategy, bus, away.getMessage());
        } catch (Refusal away) {
            if (away.exit() != ExitCode.UNREACHABLE) {
                throw away;
            }
            return unrecorded(strategy, bus, away.getMessage());
        }
    }

    private RolledBack unrecorded(SchemaRollback strategy, EventBus bus, @Nullable String why) {
        shell.note("it is not kept in the history: %s".formatted(SafeText.of(Secrets.hidden(String.valueOf(why)))));
        return RecordedRollback.unrecorded(strategy, bus, shell.terminal().clock());
    }
}
