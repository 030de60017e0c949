package dev.switchback.cli.db;

import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.Repair;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Repairs the table. */
@Command(
        name = "repair",
        header = {
            "Writes down what a person says is true of a migration, after looking; runs nothing of it.",
            "",
            "  switchback db repair 20260112_001 --as applied   all of its up is in effect",
            "  switchback db repair 20260112_001 --as pending   nothing of its up is in effect",
            "  switchback db repair 20260112_001 --as file      its file was changed in a way that does not matter",
            ""
        })
final class DbRepairCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Parameters(paramLabel = "VERSION", description = "The migration.")
    private String version = "";

    @Option(names = "--as", paramLabel = "WHAT", required = true, description = "applied, pending or file.")
    private String what = "";

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    DbRepairCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Repair repair = Arrays.stream(Repair.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(what))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of("--as", "applied, pending or file", what));
        change.by(shell);
        SchemaMigrations migrations = options.one(shell);
        Confirmation.of(
                shell,
                change,
                "taking %s for %s".formatted(version, what),
                DbText.lines(migrations.status(), shell.now()));
        migrations.repair(version, repair);
        shell.answer(
                Fields.answer().put("version", version).put("as", what),
                List.of("%s is taken for %s".formatted(SafeText.of(version), what)));
        return ExitCode.OK;
    }
}
