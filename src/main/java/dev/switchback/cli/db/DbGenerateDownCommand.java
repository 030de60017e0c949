package dev.switchback.cli.db;

import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TextualDown;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.sql.files.MigrationFolder;
import dev.switchback.schema.sql.files.NewFile;
import dev.switchback.schema.track.TrackedMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes downs. */
@Command(
        name = "generate-down",
        header = {
            "Makes the down of a migration from the catalog, proven on a copy, and writes it beside its up.",
            "",
            "  switchback db generate-down 20260112_001",
            "  switchback db generate-down migrations/20260112_001_create_po.up.sql",
            "  switchback db generate-down --all",
            ""
        },
        footer = {
            "",
            "Without a database, the text of the up alone is looked at, and the down is marked UNVERIFIED.",
            "Exits with 1 if a down does not restore the schema; it is written all the same, and says what differs."
        })
final class DbGenerateDownCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final DbOptions options = new DbOptions();

    @Parameters(paramLabel = "VERSION|FILE", arity = "0..1", description = "The migration, or its up script.")
    private @Nullable String named;

    @Option(names = "--all", description = "Every migration that has none.")
    private boolean all;

    @Option(names = "--force", description = "Overwrites a down that is there.")
    private boolean force;

    DbGenerateDownCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        InvalidValueException.unless(
                all == (named == null), "VERSION", "given, or --all, and not both", named == null ? "missing" : named);
        MigrationFolder folder = MigrationFolder.examine(options.folder(shell), options.dialect(shell));
        List<MigrationFile> wanted = all ? missing(folder) : List.of(file(folder));
        List<String> lines = new ArrayList<>();
        List<Fields> fields = new ArrayList<>();
        boolean proven = options.hasDatabase(shell)
                ? fromCatalog(folder, wanted, lines, fields)
                : fromText(folder, wanted, lines, fields);
        shell.answer(Fields.answer().put("downs", fields), lines);
        return proven ? ExitCode.OK : ExitCode.ERROR;
    }

    /** A down that was stored with what is applied is not missing, whatever became of its file. */
    private List<MigrationFile> missing(MigrationFolder folder) {
        List<String> stored = options.hasDatabase(shell)
                ? options.one(shell).status().migrations().stream()
                        .filter(one -> one.row().flatMap(TrackedMigration::down).isPresent())
                        .map(MigrationStatus::version)
                        .toList()
                : List.of();
        return folder.migrations().stream()
                .filter(file ->
                        file.down().isEmpty() && !stored.contains(file.version().text()))
                .toList();
    }

    private MigrationFile file(MigrationFolder folder) {
        String text = String.valueOf(Path.of(String.valueOf(named)).getFileName());
        return folder.migrations().stream()
                .filter(file -> text.equals(file.version().text())
                        || text.equals(file.shown())
                        || text.equals(file.shown() + ".up.sql"))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        "VERSION",
                        "one of %s"
                                .formatted(folder.migrations().stream()
                                        .map(MigrationFile::shown)
                                        .toList()),
                        named));
    }

    private boolean fromCatalog(
            MigrationFolder folder, List<MigrationFile> wanted, List<String> lines, List<Fields> fields)
            throws IOException {
        List<TriedDown> made = options.one(shell)
                .generateDowns(
                        wanted.stream().map(file -> file.version().text()).toList());
        for (TriedDown one : made) {
            Path file = write(folder, one.title(), one.sql());
            lines.addAll(DbText.lines(List.of(one)));
            lines.add("   written to %s".formatted(SafeText.of(file)));
            fields.add(DbText.fields(one).put("file", file.toString()));
        }
        return made.stream().allMatch(TriedDown::isProven);
    }

    private boolean fromText(
            MigrationFolder folder, List<MigrationFile> wanted, List<String> lines, List<Fields> fields)
            throws IOException {
        boolean complete = true;
        for (MigrationFile file : wanted) {
            TextualDown down = TextualDown.of(file.up());
            Path written = write(folder, file.shown(), down.sql());
            lines.add("⬜ %s: UNVERIFIED, from its text alone; written to %s"
                    .formatted(SafeText.of(file.shown()), SafeText.of(written)));
            down.notCovered()
                    .forEach(statement -> lines.add("   not covered: %s".formatted(SafeText.of(statement.shown()))));
            fields.add(Fields.of()
                    .put("version", file.version().text())
                    .put("migration", file.shown())
                    .put("proven", false)
                    .put(
                            "notCovered",
                            down.notCovered().stream().map(SqlStatement::shown).toList())
                    .put("file", written.toString()));
            complete &= down.isComplete();
        }
        return complete;
    }

    /** Beside the up: in its directory if it has one of its own. */
    private Path write(MigrationFolder folder, String title, String sql) throws IOException {
        Path own = folder.path().resolve(title);
        Path file =
                Files.isDirectory(own) ? own.resolve("down.sql") : folder.path().resolve(title + ".down.sql");
        if (force) {
            Files.deleteIfExists(file);
        }
        NewFile.write(file, sql);
        return file;
    }
}
