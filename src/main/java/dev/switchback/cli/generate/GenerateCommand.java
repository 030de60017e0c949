package dev.switchback.cli.generate;

import dev.switchback.Migration;
import dev.switchback.MigrationBuilder;
import dev.switchback.activemodel.GenerationPlan;
import dev.switchback.activemodel.SampleSchema;
import dev.switchback.activemodel.StagedGenerator;
import dev.switchback.activemodel.StringGenerator;
import dev.switchback.activemodel.tables.SchemaReader;
import dev.switchback.activemodel.tables.TableFilter;
import dev.switchback.canary.CanaryMode;
import dev.switchback.cli.shell.ExitCode;
import dev.switchback.cli.shell.Fields;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Shell;
import dev.switchback.flags.Share;
import dev.switchback.jdbc.DatabaseSource;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Generates models for the tables of a database, each table by the pipeline that the rules name. */
@Command(
        name = "generate",
        header = {
            "Generates TypeScript models for the tables of a database, through the adapter.",
            "",
            "  switchback generate --dry-run                            the sample schema, nothing written",
            "  switchback generate --source shop.sql --output-dir models",
            "  switchback generate --source jdbc:postgresql://db/shop --table customers --dry-run",
            "  switchback generate --source shop.sql --canary --percentage 50 --output-dir models --json",
            ""
        },
        footer = {
            "",
            "The variables MIGRATION_... of this process count. Files are committed as a whole, and only if every table",
            "was served: then it exits with 0, otherwise with 1 and the files of the run before are left."
        })
public final class GenerateCommand implements Callable<Integer> {

    private static final String DEFAULT = "active-models";

    private final Shell shell;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "A JDBC URL, an SQL script or an SQLite file; the sample schema of the jar by default.")
    private @Nullable String source;

    @Option(names = "--table", paramLabel = "NAME", description = "Only this table; may be given again.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--exclude-tables",
            paramLabel = "A,B",
            split = ",",
            description = "Not these tables, separated by commas.")
    private List<String> excluded = new ArrayList<>();

    @Option(names = "--output-dir", paramLabel = "DIR", description = "Where the files go; needed to write any.")
    private @Nullable String output;

    @Option(names = "--dry-run", description = "Generates and compares, and writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--percentage",
            paramLabel = "PERCENT",
            description = "How many of the tables go to new, for this run only; it is not stored.")
    private @Nullable String percentage;

    @Option(
            names = "--force-system",
            paramLabel = "legacy|new",
            description = "Runs one side, whatever the rules say; nothing falls back.")
    private @Nullable String forced;

    @Option(names = "--bypass-circuit-breaker", description = "With --force-system new: does not ask the breaker.")
    private boolean bypass;

    @Option(names = "--canary", description = "Runs both sides of every table and compares them, for this run only.")
    private boolean canary;

    @Option(names = "--disable-canary", description = "Compares no table, for this run only.")
    private boolean noCanary;

    /** Makes the command. */
    public GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Optional<Path> directory = directory();
        String name = shell.migration().orElse(DEFAULT);
        MigrationBuilder builder =
                Migration.named(name).environment(variables(name).map());
        shell.stateDirectory().ifPresent(builder::stateDirectory);
        shell.namedDatabase().ifPresent(database -> builder.database(database.url()));
        Optional<Route> side = Optional.ofNullable(forced).map(text -> Route.parse("--force-system", text));
        InvalidValueException.unless(
                !bypass || side.filter(Route.NEW::equals).isPresent(),
                "--bypass-circuit-breaker",
                "given with --force-system new",
                String.valueOf(forced));
        GenerationPlan plan = plan();
        Verdicts verdicts = new Verdicts();
        try (Migration migration =
                builder.canaryMode(CanaryMode.SERIAL).onVerdict(verdicts).start()) {
            ModelRun run = new ModelRun(migration, pipelines(), verdicts);
            ProgressBar progress = new ProgressBar(shell.terminal());
            RunAnswer answer = new RunAnswer(
                    side.isPresent() ? run.forced(plan, side.get(), bypass, progress) : run.routed(plan, progress));
            if (answer.isServed() && directory.isPresent()) {
                GeneratedFiles.commit(directory.get(), plan, answer.runs());
            }
            show(migration, answer, directory);
            return answer.isServed() ? ExitCode.OK : ExitCode.ERROR;
        }
    }

    private ModelRun.Pipelines pipelines() {
        return new ModelRun.Pipelines(new StringGenerator(shell.terminal().clock()), new StagedGenerator());
    }

    private void show(Migration migration, RunAnswer answer, Optional<Path> directory) {
        String sentence = migration.currentStatus().sentence();
        boolean written = answer.isServed() && directory.isPresent();
        Fields fields = answer.fields(migration.name())
                .put("outputDir", written ? directory.map(Path::toString).orElse(null) : null)
                .put("sentence", sentence);
        List<String> lines = new ArrayList<>(answer.lines());
        lines.add(SafeText.of(sentence));
        shell.answer(fields, lines);
        if (!shell.isJson()) {
            answer.runs()
                    .forEach(run -> run.error()
                            .ifPresent(error ->
                                    shell.note("%s: %s".formatted(SafeText.of(run.table()), SafeText.of(error)))));
        }
        if (!answer.isServed()) {
            shell.note("nothing was written, since not every table was served");
        } else {
            shell.note(
                    written ? "written to %s".formatted(SafeText.of(directory.get())) : "dry run: nothing was written");
        }
    }

    private RunVariables variables(String name) {
        InvalidValueException.unless(!(canary && noCanary), "--canary", "given without --disable-canary", "both");
        RunVariables variables = new RunVariables(shell.terminal().variables(), name);
        if (percentage != null) {
            variables.percentage(Share.parse("--percentage", percentage));
        }
        if (canary) {
            variables.compareAll();
        }
        if (noCanary) {
            variables.compareNone();
        }
        return variables;
    }

    private GenerationPlan plan() throws SQLException {
        DatabaseSource database = source == null ? SampleSchema.source() : DatabaseSource.parse("--source", source);
        try (Connection connection = database.openForReading()) {
            return GenerationPlan.of(SchemaReader.read(connection), TableFilter.of(tables, excluded));
        }
    }

    private Optional<Path> directory() {
        InvalidValueException.unless(output != null || dryRun, "--output-dir", "given, unless --dry-run is", "nothing");
        if (dryRun || output == null) {
            return Optional.empty();
        }
        String rule = "a directory, or a name that is free";
        InvalidValueException.unless(
                !output.isBlank() && output.codePoints().noneMatch(Character::isISOControl),
                "--output-dir",
                rule,
                output);
        try {
            Path path = Path.of(output);
            InvalidValueException.unless(
                    Files.isDirectory(path) || Files.notExists(path), "--output-dir", rule, output);
            return Optional.of(path);
        } catch (InvalidPathException malformed) {
            throw InvalidValueException.of("--output-dir", rule, output, malformed);
        }
    }
}
