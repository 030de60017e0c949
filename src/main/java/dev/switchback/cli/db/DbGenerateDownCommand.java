package dev.switchback.cli.db;

import dev.switchback.cli.db.text.ReportText;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TextualDown;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.track.TrackedMigration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
            "Without a database, and on others than PostgreSQL, the text of the up alone is looked at, and the",
            "down is marked UNVERIFIED. A down that is there is overwritten only by --force.",
            "Exits with 1 if a down does not restore the schema, or does not undo every statement; it is written",
            "all the same, and says what is left."
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
    public Integer call() {
        InvalidValueException.unless(
                all == (named == null),
                "VERSION|FILE",
                "given, or --all, and not both",
                named == null ? "missing" : named);
        InvalidValueException.unless(!all || !force, "--force", "given without --all", "given with it");
        options.requireOne();
        Path folder = Optional.ofNullable(named).flatMap(DownFiles::folderOf).orElseGet(() -> options.folder(shell));
        Dialect dialect = options.dialect(shell);
        DownFiles files = DownFiles.in(folder, dialect, force);
        boolean fromCatalog = options.hasDatabase(shell) && dialect == Dialect.POSTGRESQL;
        List<MigrationFile> wanted = named == null ? missing(files) : List.of(files.find(named));
        files.requireRoom(wanted);
        List<String> lines = new ArrayList<>();
        List<Fields> fields = new ArrayList<>();
        boolean good = fromCatalog ? fromCatalog(files, wanted, lines, fields) : fromText(files, wanted, lines, fields);
        if (wanted.isEmpty() && files.scripts().areGood()) {
            lines.add("every migration has its down");
        }
        files.scripts().lines().forEach(shell::note);
        shell.answer(Fields.answer().put("downs", fields), lines);
        return good && (!all || files.scripts().areGood()) ? ExitCode.OK : ExitCode.ERROR;
    }

    /** A down that was stored with what is applied is not missing, whatever became of its file. */
    private List<MigrationFile> missing(DownFiles files) {
        List<String> stored = options.hasDatabase(shell)
                ? options.one(shell, files.folder()).status().migrations().stream()
                        .filter(one -> one.row()
                                .filter(row -> !row.leftNothing())
                                .flatMap(TrackedMigration::down)
                                .isPresent())
                        .map(MigrationStatus::version)
                        .toList()
                : List.of();
        return files.missing().stream()
                .filter(file -> !stored.contains(file.version().text()))
                .toList();
    }

    private boolean fromCatalog(DownFiles files, List<MigrationFile> wanted, List<String> lines, List<Fields> fields) {
        if (wanted.isEmpty()) {
            return true;
        }
        Map<String, MigrationFile> byVersion = new HashMap<>();
        wanted.forEach(file -> byVersion.put(file.version().text(), file));
        List<TriedDown> made = options.one(shell, files.folder()).generateDowns(List.copyOf(byVersion.keySet()));
        for (TriedDown one : made) {
            MigrationFile file = Objects.requireNonNull(byVersion.get(one.version()), "asked for");
            Path written = files.write(file, one.sql());
            lines.addAll(ReportText.lines(List.of(one)));
            lines.add("   written to %s".formatted(SafeText.of(written)));
            fields.add(ReportText.fields(one).put("file", written.toString()));
        }
        return made.stream().allMatch(TriedDown::isProven);
    }

    private static boolean fromText(
            DownFiles files, List<MigrationFile> wanted, List<String> lines, List<Fields> fields) {
        boolean complete = true;
        for (MigrationFile file : wanted) {
            TextualDown down = TextualDown.of(file.up());
            Path written = files.write(file, down.sql());
            lines.add("⬜ %s: UNVERIFIED, from its text alone; written to %s"
                    .formatted(SafeText.of(file.shown()), SafeText.of(written)));
            down.notCovered()
                    .forEach(statement -> lines.add("   not covered: %s".formatted(SafeText.of(statement.shown()))));
            fields.add(Fields.of()
                    .put("version", file.version().text())
                    .put("migration", file.shown())
                    .put("origin", "text")
                    .put("proven", false)
                    .put("notCovered", shown(down.notCovered()))
                    .put("doubtful", shown(down.doubtful()))
                    .put("down", down.sql())
                    .put("file", written.toString()));
            complete &= down.isComplete();
        }
        return complete;
    }

    private static List<String> shown(List<SqlStatement> statements) {
        return statements.stream().map(SqlStatement::shown).toList();
    }
}
