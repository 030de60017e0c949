package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.db.text.ReportText;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.model.UpReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Applies migrations. */
@Command(
        name = "up",
        header = {
            "Applies what is pending, in the order of the versions; what was interrupted goes on.",
            "",
            "  switchback db up",
            "  switchback db up --to 20260112_002 --on-failure down",
            ""
        },
        footer = {
            "",
            "A script runs in one transaction where it can, and leaves nothing behind when it fails.",
            "Exits with 1 if a statement failed."
        })
final class DbUpCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Option(names = "--to", paramLabel = "VERSION", description = "The last one to apply.")
    private @Nullable String to;

    @Option(
            names = "--on-failure",
            paramLabel = "stop|down",
            defaultValue = "stop",
            description = "stop leaves what is left, and says what that is; down runs its down, and tries once more.")
    private String onFailure = "stop";

    @Option(
            names = "--generate-downs",
            description = "Makes the downs that nobody wrote, proven to restore the schema.")
    private boolean generate;

    @Option(
            names = "--trash",
            description =
                    "Keeps the rows that are dropped in the schema rollback_trash; generated downs put them back.")
    private boolean trash;

    DbUpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean known = onFailure.equals("stop") || onFailure.equals("down");
        InvalidValueException.unless(known, "--on-failure", "stop or down", onFailure);
        UpOptions how = new UpOptions(
                Optional.ofNullable(to),
                onFailure.equals("down") ? UpOptions.OnFailure.DOWN : UpOptions.OnFailure.STOP,
                generate,
                trash);
        return options.eachToCome(shell)
                .run(migrations -> {
                    UpReport report = migrations.up(how);
                    boolean good = report.failure().isEmpty();
                    return Part.of(good, ReportText.fields(report), ReportText.lines(report));
                })
                .answer(Fields.answer());
    }
}
