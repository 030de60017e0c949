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
        footer = {"", "Exits with 1 if a down does not restore the schema, or a script cannot be used."})
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
        return exit == ExitCode.OK && version == null && !scripts.areGood() ? ExitCode.ERROR : exit;
    }

    private Part part(SchemaMigrations migrations) {
        List<TriedDown> tried = migrations.verify(Optional.ofNullable(version));
        List<String> lines = new ArrayList<>(ReportText.lines(tried));
        long wrong = tried.stream().filter(one -> !one.isProven()).count();
        lines.add("%d down%s tried, %s"
                .formatted(
                        tried.size(),
                        tried.size() == 1 ? "" : "s",
                        wrong == 0 ? "none failed" : "%d failed".formatted(wrong)));
        List<String> left = version == null ? left(migrations.status(), tried) : List.of();
        if (!left.isEmpty()) {
            lines.add("not tried, for want of a down, or of one after it that works: %s"
                    .formatted(SafeText.of(String.join(", ", left))));
        }
        Fields fields = Fields.of()
                .put("downs", tried.stream().map(ReportText::fields).toList())
                .put("notTried", left);
        return Part.of(wrong == 0, fields, lines);
    }

    private static List<String> left(SchemaStatus status, List<TriedDown> tried) {
        return status.migrations().stream()
                .filter(one -> tried.stream().noneMatch(down -> down.version().equals(one.version())))
                .map(MigrationStatus::title)
                .toList();
    }
}
