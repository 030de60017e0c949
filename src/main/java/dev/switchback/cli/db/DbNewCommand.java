package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.sql.files.MigrationTemplates;
import dev.switchback.schema.sql.files.NewMigration;
import dev.switchback.schema.sql.files.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the two scripts of a new migration. */
@Command(
        name = "new",
        header = {
            "Writes the two scripts of a new migration, by a template.",
            "",
            "  switchback db new add_po_items",
            "  switchback db new create_purchase_orders --table purchase_orders",
            ""
        },
        footer = {"", "Nothing is overwritten. The version is the next one after the last, written as that is."})
final class DbNewCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Parameters(paramLabel = "NAME", description = "What it does, such as add_po_items.")
    private String name = "";

    @Option(names = "--table", paramLabel = "TABLE", description = "A table to make, with tenant, policy and index.")
    private @Nullable String table;

    DbNewCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = options.folder(shell);
        Files.createDirectories(folder);
        Dialect dialect = options.dialect(shell);
        NewMigration migration = new NewMigration(
                MigrationFolder.examine(folder, dialect).nextVersion(shell.now()),
                name,
                shell.operator(),
                shell.now(),
                table == null ? null : TableName.parse("--table", table));
        List<Path> written = MigrationTemplates.of(dialect).write(folder, migration);
        shell.answer(
                Fields.answer()
                        .put("version", migration.version().text())
                        .put("files", written.stream().map(Path::toString).toList()),
                written.stream().map(SafeText::of).toList());
        return ExitCode.OK;
    }
}
