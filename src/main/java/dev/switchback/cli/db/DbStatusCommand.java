package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.event.EventBus;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Standing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows where every migration stands. */
@Command(
        name = "status",
        header = {
            "Shows where every migration stands: applied, pending, phantom, changed, failed.",
            "",
            "  switchback db status --url jdbc:postgresql://localhost/shop",
            "  switchback db status --schema tenant1 --schema tenant2 --json",
            ""
        },
        footer = {
            "",
            "Exits with 0 if all is well, 3 if a migration failed, was interrupted or is not that of this checkout."
        })
final class DbStatusCommand implements Callable<Integer> {

    private static final Set<Standing> WORTH_A_LOOK =
            EnumSet.of(Standing.FAILED, Standing.INTERRUPTED, Standing.PHANTOM, Standing.CHANGED);

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    DbStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<String> lines = new ArrayList<>();
        List<Fields> fields = new ArrayList<>();
        boolean degraded = false;
        for (SchemaMigrations migrations : options.each(shell, new EventBus(Runnable::run))) {
            SchemaStatus status = migrations.status();
            lines.addAll(DbText.lines(status, shell.now()));
            fields.add(DbText.fields(status));
            degraded |= !status.invalidIndexes().isEmpty()
                    || status.migrations().stream().anyMatch(one -> WORTH_A_LOOK.contains(one.standing()));
        }
        shell.answer(Fields.answer().put("schemas", fields), lines);
        return degraded ? ExitCode.DEGRADED : ExitCode.OK;
    }
}
