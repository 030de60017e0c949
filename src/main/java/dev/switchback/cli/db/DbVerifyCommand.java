package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.model.TriedDown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Proves downs. */
@Command(
        name = "verify",
        header = {
            "Proves downs: up, down, compared, up again, in a database of its own into which the history is run.",
            "",
            "  switchback db verify",
            "  switchback db verify 20260112_001",
            ""
        },
        footer = {"", "Exits with 1 if a down does not restore the schema."})
final class DbVerifyCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Only this migration.")
    private @Nullable String version;

    DbVerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<TriedDown> tried = options.one(shell).verify(Optional.ofNullable(version));
        List<String> lines = new ArrayList<>(DbText.lines(tried));
        long wrong = tried.stream().filter(one -> !one.isProven()).count();
        lines.add("%d downs tried, %d of them do not restore the schema".formatted(tried.size(), wrong));
        shell.answer(
                Fields.answer().put("downs", tried.stream().map(DbText::fields).toList()), lines);
        return wrong == 0 ? ExitCode.OK : ExitCode.ERROR;
    }
}
