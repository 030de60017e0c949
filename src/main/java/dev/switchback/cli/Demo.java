package dev.switchback.cli;

import dev.switchback.Migration;
import dev.switchback.MigrationBuilder;
import dev.switchback.activemodel.GenerationException;
import dev.switchback.activemodel.GenerationPlan;
import dev.switchback.activemodel.GenerationRequest;
import dev.switchback.activemodel.ModelFiles;
import dev.switchback.activemodel.SampleSchema;
import dev.switchback.activemodel.StagedGenerator;
import dev.switchback.activemodel.StringGenerator;
import dev.switchback.activemodel.tables.SchemaReader;
import dev.switchback.activemodel.tables.TableFilter;
import dev.switchback.canary.CanaryMode;
import dev.switchback.cli.generate.ModelRun;
import dev.switchback.cli.generate.RunAnswer;
import dev.switchback.cli.generate.TableRun;
import dev.switchback.cli.generate.Verdicts;
import dev.switchback.cli.log.StderrLogging;
import dev.switchback.cli.shell.SafeText;
import dev.switchback.cli.shell.Terminal;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.rollback.RollbackReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything in ten seconds, on a database in memory: a routed and compared run, an error burst that the breaker stops,
 * a rollback, and a restart that keeps to it. Run by {@code mvn -q compile exec:java}.
 */
public final class Demo {

    private static final String NAME = "active-models";
    private static final String OWN = "switchback-demo";

    private final PrintWriter out;
    private final Path state;
    private final Pipeline<GenerationRequest, ModelFiles, GenerationException> legacy;

    private Demo(Terminal terminal, Path state) {
        this.out = terminal.out();
        this.state = state;
        this.legacy = new StringGenerator(terminal.clock());
    }

    /** Shows it; returns when everything is over, and leaves no thread behind. */
    public static void main(String[] arguments) throws IOException, SQLException {
        System.setProperty(StderrLogging.LEVEL, "error");
        StderrLogging.install();
        run(Terminal.ofProcess(), Path.of("target", "demo-state"));
    }

    static void run(Terminal terminal, Path state) throws IOException, SQLException {
        clean(state);
        Demo demo = new Demo(terminal, state);
        GenerationPlan plan;
        try (Connection database = SampleSchema.source().openForReading()) {
            plan = GenerationPlan.of(SchemaReader.read(database), TableFilter.ALL);
        }
        demo.compared(plan);
        demo.errorBurst(plan);
        demo.restarted(plan);
        demo.next();
    }

    private void compared(GenerationPlan plan) {
        title("1. Half of the tables go to the new generator, and every table is made by both and compared");
        Verdicts verdicts = new Verdicts();
        Map<String, String> half = Map.of("MIGRATION_NEW_PIPELINE_PCT", "50", "MIGRATION_ENABLE_CANARY", "true");
        try (Migration migration = migration(half)
                .canaryMode(CanaryMode.SERIAL)
                .onVerdict(verdicts)
                .start()) {
            show(new ModelRun(migration, pipelines(new StagedGenerator()), verdicts).routed(plan, quietly()), plan);
            sentence(migration);
        }
    }

    private void errorBurst(GenerationPlan plan) {
        title("2. All tables go to new, and new breaks: legacy answers, and after five failures the breaker opens");
        Verdicts verdicts = new Verdicts();
        try (Migration migration =
                migration(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100")).start()) {
            Pipeline<GenerationRequest, ModelFiles, GenerationException> broken = request -> {
                throw new IllegalStateException("the demonstration breaks it");
            };
            show(new ModelRun(migration, pipelines(broken), verdicts).routed(plan, quietly()), plan);
            sentence(migration);
            title("3. An operator takes everything back");
            RollbackReport report = migration.emergencyRollback("the demonstration: wrong models", "demo");
            report.steps()
                    .forEach(step -> out.println("   %-4s %-14s %s"
                            .formatted(step.success() ? "ok" : "FAIL", step.name(), SafeText.of(step.detail()))));
            sentence(migration);
        }
    }

    private void restarted(GenerationPlan plan) {
        title("4. A restart with MIGRATION_NEW_PIPELINE_PCT=100 stays on legacy, until a person clears the rollback");
        Verdicts verdicts = new Verdicts();
        try (Migration migration =
                migration(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100")).start()) {
            List<TableRun> runs =
                    new ModelRun(migration, pipelines(new StagedGenerator()), verdicts).routed(plan, quietly());
            TableRun first = runs.get(0);
            out.println("   %d tables, all by legacy: %s".formatted(runs.size(), first.reason()));
            sentence(migration);
        }
    }

    private void next() {
        title("What to press next");
        out.println("   mvn -q -DskipTests package                                    # makes target/switchback.jar");
        out.println("   java -jar target/switchback.jar status --state %s".formatted(state));
        out.println("   java -jar target/switchback.jar history --state %s".formatted(state));
        out.println("   java -jar target/switchback.jar rollback clear --reason \"seen\" --state %s".formatted(state));
        out.println("   java -jar target/switchback.jar generate --canary --percentage 50 --dry-run");
        out.flush();
    }

    private MigrationBuilder migration(Map<String, String> variables) {
        return Migration.named(NAME).stateDirectory(state).environment(variables);
    }

    private ModelRun.Pipelines pipelines(Pipeline<GenerationRequest, ModelFiles, GenerationException> replacement) {
        return new ModelRun.Pipelines(legacy, replacement);
    }

    private static ModelRun.Progress quietly() {
        return (tables, total, last) -> {};
    }

    private void title(String text) {
        out.println();
        out.println(text);
        out.println();
    }

    private void show(List<TableRun> runs, GenerationPlan plan) {
        new RunAnswer(runs).lines().forEach(line -> out.println("   " + line));
        out.println(
                "   (%d tables of the sample schema)".formatted(plan.tables().size()));
    }

    private void sentence(Migration migration) {
        out.println();
        out.println("   -> " + SafeText.of(migration.currentStatus().sentence()));
        out.flush();
    }

    /** Removes what an earlier demonstration left, and nothing else: it is known by a file of its own. */
    private static void clean(Path state) throws IOException {
        Path mark = state.resolveSibling(state.getFileName() + "." + OWN);
        if (Files.exists(mark) && Files.exists(state)) {
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Path folder = mark.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(mark, "made by dev.switchback.cli.Demo\n");
    }
}
