package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.db.text.StatusText;
import dev.switchback.cli.shell.ChangeOptions;
import dev.switchback.cli.shell.Confirmation;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.Repair;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.state.Attribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            "  switchback db repair 20260112_001 --as applied --reason R    all of its up is in effect",
            "  switchback db repair 20260112_001 --as pending --reason R    nothing of its up is in effect",
            "  switchback db repair 20260112_001 --as file --reason R       its file was changed, but for nothing that matters",
            ""
        })
final class DbRepairCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DbRepairCommand.class);

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
        Attribution by = change.by(shell);
        EachSchema each = options.each(shell);
        List<String> shown = new ArrayList<>();
        each.ask(migrations -> tracking(migrations.status())).forEach((migrations, status) -> {
            shown.add("%s:".formatted(SafeText.of(migrations.target().title())));
            shown.addAll(StatusText.lines(status, shell.now()));
        });
        Confirmation.of(shell, change, "taking %s for %s".formatted(version, what), shown);
        return each.run(migrations -> {
                    migrations.repair(version, repair);
                    LOG.info(
                            "[SchemaRollback] {} is taken for {} by {}: {}", version, what, by.operator(), by.reason());
                    String said = "%s is taken for %s".formatted(SafeText.of(version), what);
                    return Part.of(true, Fields.of(), List.of(said));
                })
                .answer(Fields.answer().put("version", version).put("as", what));
    }

    /** Before anybody is asked. */
    private SchemaStatus tracking(SchemaStatus status) {
        List<String> tracked = status.migrations().stream()
                .filter(one -> one.row().isPresent())
                .map(MigrationStatus::version)
                .toList();
        InvalidValueException.unless(
                tracked.contains(version) || status.migrations().stream().anyMatch(this::isTitled),
                "VERSION",
                tracked.isEmpty() ? "one that is tracked, and none is" : "one that is tracked: %s".formatted(tracked),
                version);
        return status;
    }

    private boolean isTitled(MigrationStatus one) {
        return one.row().isPresent() && one.title().equals(version);
    }
}
