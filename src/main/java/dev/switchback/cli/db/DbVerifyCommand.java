package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.db.text.ReportText;
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
        return options.each(shell)
                .run(migrations -> part(migrations.verify(Optional.ofNullable(version))))
                .answer(Fields.answer());
    }

    private static Part part(List<TriedDown> tried) {
        List<String> lines = new ArrayList<>(ReportText.lines(tried));
        long wrong = tried.stream().filter(one -> !one.isProven()).count();
        lines.add("%d downs tried, %d of them do not restore the schema".formatted(tried.size(), wrong));
        Fields fields =
                Fields.of().put("downs", tried.stream().map(ReportText::fields).toList());
        return Part.of(wrong == 0, fields, lines);
    }
}
