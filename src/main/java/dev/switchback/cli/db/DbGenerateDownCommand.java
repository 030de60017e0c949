package dev.switchback.cli.db;

import dev.switchback.cli.db.text.ReportText;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Failures;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.MigrationException;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.SchemaChangeException;
import dev.switchback.schema.model.TriedDown;
import dev.switchback.schema.run.StatementFailedException;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlStatement;
import dev.switchback.schema.sql.TextualDown;
import dev.switchback.schema.sql.files.MigrationFile;
import dev.switchback.schema.track.TrackedMigration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            "all the same, and says what is left. With --all it exits with 1 too if one cannot be made, of which it",
            "says why, and writes the others."
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
        Answer answer = new Answer(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean good = fromCatalog ? fromCatalog(files, wanted, answer) : fromText(files, wanted, answer);
        if (wanted.isEmpty() && files.scripts().areGood()) {
            answer.lines.add("every migration has its down");
        }
        files.scripts().lines().forEach(shell::note);
        Fields downs = Fields.answer().put("downs", answer.downs);
        shell.answer(answer.failed.isEmpty() ? downs : downs.put("failed", answer.failed), answer.lines);
        return good && (!all || files.scripts().areGood()) ? ExitCode.OK : ExitCode.ERROR;
    }

    /** What is said to people, and to programs: of what was made, and of what could not be. */
    private record Answer(List<String> lines, List<Fields> downs, List<Fields> failed) {}

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

    private boolean fromCatalog(DownFiles files, List<MigrationFile> wanted, Answer answer) {
        if (wanted.isEmpty()) {
            return true;
        }
        SchemaMigrations migrations = options.one(shell, files.folder());
        List<TriedDown> made;
        try {
            made = migrations.generateDowns(
                    wanted.stream().map(file -> file.version().text()).toList());
        } catch (SchemaChangeException | StatementFailedException failed) {
            if (wanted.size() == 1 || isOfAll(failed)) {
                throw failed;
            }
            return oneByOne(migrations, files, wanted, answer);
        }
        for (TriedDown one : made) {
            write(files, wanted, one, answer);
        }
        return made.stream().allMatch(TriedDown::isProven);
    }

    private static boolean isOfAll(MigrationException failed) {
        return failed instanceof SchemaChangeException change && change.isUnreachable();
    }

    /** Where one cannot be made, those that can are all the same. */
    private boolean oneByOne(SchemaMigrations migrations, DownFiles files, List<MigrationFile> wanted, Answer answer) {
        boolean good = true;
        for (MigrationFile file : wanted) {
            try {
                TriedDown one =
                        migrations.generateDowns(List.of(file.version().text())).get(0);
                write(files, wanted, one, answer);
                good &= one.isProven();
            } catch (SchemaChangeException | StatementFailedException failed) {
                if (isOfAll(failed)) {
                    throw failed;
                }
                good = false;
                Failures.Told told = new Failures(shell, shell.isJson()).told(failed);
                answer.lines.add(
                        "❌ %s: none is made: %s".formatted(SafeText.of(file.shown()), SafeText.of(told.message())));
                answer.failed.add(Fields.of()
                        .put("version", file.version().text())
                        .put("migration", file.shown())
                        .put("error", told.fields()));
            }
        }
        return good;
    }

    private static void write(DownFiles files, List<MigrationFile> wanted, TriedDown one, Answer answer) {
        MigrationFile file = wanted.stream()
                .filter(each -> each.version().text().equals(one.version()))
                .findFirst()
                .orElseThrow();
        Path written = files.write(file, one.sql());
        answer.lines.addAll(ReportText.lines(List.of(one)));
        answer.lines.add("   written to %s".formatted(SafeText.of(written)));
        answer.downs.add(ReportText.fields(one).put("file", written.toString()));
    }

    private static boolean fromText(DownFiles files, List<MigrationFile> wanted, Answer answer) {
        boolean complete = true;
        for (MigrationFile file : wanted) {
            TextualDown down = TextualDown.of(file.up());
            Path written = files.write(file, down.sql());
            answer.lines.add("⬜ %s: UNVERIFIED, from its text alone; written to %s"
                    .formatted(SafeText.of(file.shown()), SafeText.of(written)));
            down.notCovered()
                    .forEach(statement ->
                            answer.lines.add("   not covered: %s".formatted(SafeText.of(statement.shown()))));
            answer.downs.add(Fields.of()
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
