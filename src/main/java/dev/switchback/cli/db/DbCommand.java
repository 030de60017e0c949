package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Shell;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group of the commands about database migrations. */
@Command(
        name = "db",
        header = {
            "Applies database migrations, and takes them back.",
            "",
            "  switchback db status                     what is applied, what is not, what is wrong",
            "  switchback db up                         applies what is pending",
            "  switchback db plan --last 1              what taking the last one back would cost",
            "  switchback db rollback --last 1 --reason \"wrong totals\"",
            "  switchback db stats                      what was taken back most often",
            ""
        },
        footer = {
            "",
            "The database is that of --url or MIGRATION_DB_URL. The scripts are in --migrations or",
            "MIGRATION_DB_FOLDER, by default `migrations`: VERSION_NAME.up.sql, and VERSION_NAME.down.sql beside",
            "it."
        })
final class DbCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    DbCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(shell.terminal().err());
        }
        return ExitCode.USAGE;
    }
}
