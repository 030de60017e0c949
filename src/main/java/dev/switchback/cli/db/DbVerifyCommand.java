package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.db.text.ReportText;
import dev.switchback.cli.db.text.ScriptsText;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.SchemaStatus;
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
        footer = {
            "",
            "Exits with 1 if a down does not restore the schema, or a script cannot be used; else with 3 if one is not",
            "proven: for want of a down, of rows, or of a look at what was before, or since its script changes the",
            "server and not the database, which is not tried. Each says why."
        })
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
        ScriptsText scripts = options.scripts(shell);
        scripts.lines().forEach(shell::note);
        int exit = options.each(shell)
                .run(this::part)
                .answer(scripts.areGood() ? Fields.answer() : Fields.answer().put("problems", scripts.problems()));
        boolean failed = exit != ExitCode.OK && exit != ExitCode.DEGRADED;
        return !failed && version == null && !scripts.areGood() ? ExitCode.ERROR : exit;
    }

    private Part part(SchemaMigrations migrations) {
        List<TriedDown> tried = migrations.verify(Optional.ofNullable(version));
        List<String> lines = new ArrayList<>(ReportText.lines(tried));
        long wrong = tried.stream().filter(TriedDown::isWrong).count();
        long open =
                tried.stream().filter(one -> !one.isWrong() && !one.isProven()).count();
        lines.add("%d down%s tried, %s%s"
                .formatted(
                        tried.size() - open,
                        tried.size() - open == 1 ? "" : "s",
                        wrong == 0 ? "none failed" : "%d failed".formatted(wrong),
                        open == 0 ? "" : ", %d not proven".formatted(open)));
        List<String> left = left(migrations.status(), tried);
        if (!left.isEmpty()) {
            lines.add("not tried, for want of a down: %s".formatted(SafeText.of(String.join(", ", left))));
        }
        Fields fields = Fields.of()
                .put("downs", tried.stream().map(ReportText::fields).toList())
                .put("notTried", left);
        boolean proven = open == 0 && left.isEmpty();
        return new Part(wrong > 0 ? ExitCode.ERROR : proven ? ExitCode.OK : ExitCode.DEGRADED, fields, lines);
    }

    private List<String> left(SchemaStatus status, List<TriedDown> tried) {
        return status.migrations().stream()
                .filter(one -> version == null
                        || one.version().equals(version)
                        || one.title().equals(version))
                .filter(one -> tried.stream().noneMatch(down -> down.version().equals(one.version())))
                .map(MigrationStatus::title)
                .toList();
    }
}
