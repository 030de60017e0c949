package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.SchemaStatus;
import java.util.ArrayList;
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
            ""
        },
        footer = {"", "Every other command takes --schema NAME, several times for several tenants."})
final class DbSchemasCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    DbSchemasCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SchemaMigrations all = options.one(shell);
        List<String> lines = new ArrayList<>();
        List<Fields> fields = new ArrayList<>();
        for (String schema : all.schemas()) {
            SchemaStatus status = all.in(schema).status();
            lines.add("%s: %s".formatted(SafeText.of(schema), SafeText.of(status.sentence())));
            fields.add(DbText.fields(status).put("schema", schema));
        }
        if (lines.isEmpty()) {
            lines.add("no schema tracks migrations");
        }
        shell.answer(Fields.answer().put("schemas", fields), lines);
        return ExitCode.OK;
    }
}
