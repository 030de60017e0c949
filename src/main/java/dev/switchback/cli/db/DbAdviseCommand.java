package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.model.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Advises. */
@Command(
        name = "advise",
        header = {
            "Says whether to roll a migration back or to mend it by another one, with the evidence.",
            "",
            "  switchback db advise 20260112_001",
            ""
        })
final class DbAdviseCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Parameters(paramLabel = "VERSION", description = "The migration.")
    private String version = "";

    DbAdviseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return options.each(shell)
                .run(migrations -> part(migrations.advise(version)))
                .answer(Fields.answer().put("version", version));
    }

    private static Part part(Advice advice) {
        List<String> lines = new ArrayList<>(List.of(SafeText.of(advice.sentence())));
        advice.evidence().forEach(line -> lines.add("- " + SafeText.of(line)));
        Fields fields = Fields.of()
                .put("advice", advice.choice().text())
                .put("sentence", advice.sentence())
                .put("evidence", advice.evidence());
        return Part.of(true, fields, lines);
    }
}
