package dev.switchback.cli.db;

import dev.switchback.cli.db.EachSchema.Part;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Standing;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists tenants. */
@Command(
        name = "schemas",
        header = {
            "Lists the schemas that track migrations, one per tenant, with how many are applied and pending.",
            "",
            "  switchback db schemas --url jdbc:postgresql://localhost/shop",
            "  switchback db schemas --schemas tenant1,tenant2     whether each can be used",
            ""
        },
        footer = {
            "",
            "Other commands take --schema NAME, also several times, --schemas A,B or --all-schemas. What fails in",
            "one stops no other; the exit code is that of what is not well, 1 if there are several."
        })
final class DbSchemasCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    DbSchemasCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        EachSchema each = options.namesSchemas() ? options.each(shell) : options.eachTracked(shell);
        if (each.isEmpty()) {
            shell.answer(Fields.answer().put("schemas", List.of()), List.of("no schema tracks migrations"));
            return ExitCode.OK;
        }
        return each.run(migrations -> part(migrations.status())).answerWithNames(Fields.answer());
    }

    private static Part part(SchemaStatus status) {
        return Part.of(
                true,
                Fields.of()
                        .put("sentence", status.sentence())
                        .put("applied", status.count(Standing.APPLIED))
                        .put("pending", status.count(Standing.PENDING))
                        .put("phantom", status.count(Standing.PHANTOM) + status.count(Standing.CHANGED))
                        .put("failed", status.count(Standing.FAILED) + status.count(Standing.INTERRUPTED)),
                List.of("  " + SafeText.of(status.sentence())));
    }
}
