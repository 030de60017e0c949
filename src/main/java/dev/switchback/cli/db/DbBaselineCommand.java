package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes migrations for applied. */
@Command(
        name = "baseline",
        header = {
            "Takes all files up to a version for applied, in a database that was made without Switchback.",
            "",
            "  switchback db baseline 20260112_001",
            ""
        },
        footer = {"", "Runs nothing of them; refused where migrations are tracked already."})
final class DbBaselineCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Parameters(paramLabel = "VERSION", description = "The last one that is in effect.")
    private String version = "";

    DbBaselineCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return options.eachToCome(shell)
                .run(migrations -> {
                    List<String> taken = migrations.baseline(version);
                    String said = "%d migrations are taken for applied, the last one is %s"
                            .formatted(taken.size(), SafeText.of(version));
                    return Part.of(true, Fields.of().put("versions", taken), List.of(said));
                })
                .answer(Fields.answer());
    }
}
