package dev.switchback.cli.db;

import dev.switchback.cli.db.text.ScriptsText;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the scripts. */
@Command(
        name = "validate",
        header = {
            "Checks that every script can be split and run, and that every up has its down. Needs no database.",
            "",
            "  switchback db validate --migrations migrations",
            ""
        },
        footer = {"", "Exits with 1 if anything is wrong, and names each file and line."})
final class DbValidateCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    DbValidateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        MigrationFolder folder = MigrationFolder.examine(options.folder(shell), options.dialect(shell));
        List<String> problems = new ArrayList<>(new ScriptsText(folder).problems());
        for (MigrationFile file : folder.migrations()) {
            problems.addAll(file.changesOf(options.table(), Optional.empty()));
            if (file.down().isEmpty()
                    && folder.problems().stream().noneMatch(one -> one.version().equals(Optional.of(file.version())))) {
                problems.add("%s: its down is missing: write one, or generate it by db generate-down"
                        .formatted(file.shown()));
            }
        }
        List<String> lines = new ArrayList<>(
                problems.stream().map(line -> "❌ " + SafeText.of(line)).toList());
        lines.add("%s, %s"
                .formatted(counted(folder.migrations().size(), "migration"), counted(problems.size(), "problem")));
        shell.answer(
                Fields.answer().put("migrations", folder.migrations().size()).put("problems", problems), lines);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.ERROR;
    }

    private static String counted(int count, String what) {
        return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }
}
