package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.db.text.ScriptsText;
import dev.switchback.cli.db.text.StatusText;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Standing;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where every migration stands. */
@Command(
        name = "status",
        header = {
            "Shows where every migration stands: applied, pending, phantom, changed, failed.",
            "",
            "  switchback db status --url jdbc:postgresql://localhost/shop",
            "  switchback db status --phantoms",
            "  switchback db status --schema tenant1 --schema tenant2 --json",
            ""
        },
        footer = {
            "",
            "Exits with 0 if all is well, 3 if a migration failed, was interrupted or is not that of this",
            "checkout, and if a script cannot be used: which one, and why, is told on stderr."
        })
final class DbStatusCommand implements Callable<Integer> {

    private static final Set<Standing> WORTH_A_LOOK =
            EnumSet.of(Standing.FAILED, Standing.INTERRUPTED, Standing.PHANTOM, Standing.CHANGED);

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Option(
            names = "--phantoms",
            description = "Only what this checkout does not have as it was run; nothing if all is had.")
    private boolean phantoms;

    DbStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        EachSchema each = options.each(shell).run(migrations -> part(migrations.status()));
        ScriptsText scripts = options.scripts(shell);
        if (phantoms) {
            return each.answer(Fields.answer());
        }
        scripts.lines().forEach(shell::note);
        int exit = each.answerWithNames(
                scripts.areGood() ? Fields.answer() : Fields.answer().put("problems", scripts.problems()));
        return exit == ExitCode.OK && !scripts.areGood() ? ExitCode.DEGRADED : exit;
    }

    private Part part(SchemaStatus status) {
        boolean degraded = !status.invalidIndexes().isEmpty()
                || status.migrations().stream().anyMatch(one -> WORTH_A_LOOK.contains(one.standing()));
        int exit = degraded ? ExitCode.DEGRADED : ExitCode.OK;
        if (!phantoms) {
            return new Part(exit, StatusText.fields(status), StatusText.lines(status, shell.now()));
        }
        List<MigrationStatus> those =
                status.migrations().stream().filter(MigrationStatus::isPhantom).toList();
        return new Part(
                those.isEmpty() ? ExitCode.OK : ExitCode.DEGRADED,
                StatusText.fields(status, those),
                StatusText.phantoms(status, shell.now()));
    }
}
