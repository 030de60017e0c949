package dev.switchback.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures everything and prints one table; writes it, and JMH's own figures as JSON, into the directory given.
 *
 * <p>Everything is measured in rounds, each benchmark once per round in a process of its own, so that a busy minute of
 * the machine does not fall on one of the rivals alone.
 */
public final class Benchmarks {

    private static final List<Integer> THREADS = List.of(1, 2);

    private final Path directory;
    private final Depth depth;
    private final String only;
    private final Figures figures = new Figures();
    private final Figures comparisons = new Figures();
    private final Latencies latencies = new Latencies();
    private final DurableTable durable = new DurableTable();
    private final SchemaTable schema = new SchemaTable();

    private Benchmarks(Path directory, Depth depth, String only) {
        this.directory = directory;
        this.depth = depth;
        this.only = only;
    }

    /**
     * Measures.
     *
     * @param arguments the directory to write to; {@code short} or anything else for everything; optionally a regular
     *     expression of benchmarks to leave the others out
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Depth depth = arguments[1].equals("short") ? Depth.SHORT : Depth.FULL;
        String only = arguments.length > 2 ? arguments[2] : "";
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        new Benchmarks(directory, depth, only).run();
    }

    private void run() throws IOException, RunnerException {
        String before = machine("before");
        for (int round = 1; round <= depth.rounds; round++) {
            for (int threads : THREADS) {
                costs(round, threads).forEach(figures::add);
            }
            comparisons(round).forEach(comparisons::add);
            waits(round).forEach(latencies::add);
            events(round).forEach(durable::add);
            openings(round).forEach(durable::add);
            schema.add(migrations(round));
        }
        String text = String.join(
                System.lineSeparator(),
                before,
                machine("after"),
                "",
                new Table().calls(figures, THREADS),
                new Table().callers(latencies),
                new ComparisonTable(comparisons).toString(),
                durable.toString(),
                schema.toString());
        Files.writeString(directory.resolve("table.txt"), text);
        System.out.println(text);
    }

    private Collection<RunResult> costs(int round, int threads) throws RunnerException {
        return measured(
                "round-%d-threads-%d".formatted(round, threads),
                new OptionsBuilder()
                        .include(only.isEmpty() ? "bench\\.(Bare|Routed|Breaker|Rollout|Experiment)Calls\\." : only)
                        .exclude("Latency|Comparisons|DurableEvents|StateOpening|SchemaChanges")
                        .mode(Mode.AverageTime)
                        .threads(threads)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ProcessorTime.class),
                depth.pace());
    }

    private Collection<RunResult> comparisons(int round) throws RunnerException {
        if (!only.isEmpty() && !only.contains("Comparisons")) {
            return List.of();
        }
        return measured(
                "round-%d-comparisons".formatted(round),
                new OptionsBuilder()
                        .include("bench\\.Comparisons\\.")
                        .mode(Mode.AverageTime)
                        .threads(1)
                        .addProfiler(GCProfiler.class)
                        .addProfiler(ProcessorTime.class),
                depth.onDisk());
    }

    private Collection<RunResult> waits(int round) throws RunnerException {
        if (!only.isEmpty() && !only.contains("Latency")) {
            return List.of();
        }
        return measured(
                "round-%d-latency".formatted(round),
                new OptionsBuilder()
                        .include(only.isEmpty() ? "bench\\.(Canary|Event)Latency\\." : only)
                        .exclude("Calls|Comparisons|DurableEvents|StateOpening|SchemaChanges")
                        .mode(Mode.SampleTime)
                        .threads(1),
                depth.pace());
    }

    private Collection<RunResult> events(int round) throws RunnerException {
        if (!only.isEmpty() && !only.contains("DurableEvents")) {
            return List.of();
        }
        return measured(
                "round-%d-events".formatted(round),
                new OptionsBuilder()
                        .include("bench\\.DurableEvents\\.")
                        .mode(Mode.AverageTime)
                        .threads(1),
                depth.onDisk());
    }

    private Collection<RunResult> openings(int round) throws IOException, RunnerException {
        if (!only.isEmpty() && !only.contains("StateOpening")) {
            return List.of();
        }
        for (long events : StateOpening.LENGTHS) {
            Histories.of(disk(), events);
        }
        return measured(
                "round-%d-openings".formatted(round),
                new OptionsBuilder()
                        .include("bench\\.StateOpening\\.")
                        .mode(Mode.SingleShotTime)
                        .threads(1)
                        .addProfiler(ProcessorTime.class),
                depth.once());
    }

    private Collection<RunResult> migrations(int round) throws RunnerException {
        if (!only.isEmpty() && !only.contains("SchemaChanges")) {
            return List.of();
        }
        List<RunResult> all = new ArrayList<>(measured(
                "round-%d-migrations".formatted(round),
                new OptionsBuilder()
                        .include("bench\\.SchemaChanges\\.(up|down)")
                        .mode(Mode.SingleShotTime)
                        .threads(1),
                depth.whole()));
        all.addAll(measured(
                "round-%d-downs".formatted(round),
                new OptionsBuilder()
                        .include("bench\\.SchemaChanges\\.generateDown")
                        .mode(Mode.SampleTime)
                        .threads(1),
                depth.onDisk()));
        return all;
    }

    private Collection<RunResult> measured(String name, ChainedOptionsBuilder options, Pace pace)
            throws RunnerException {
        System.err.printf(Locale.ROOT, "%s: %s%n", name, machine("now"));
        Options chosen = options.forks(pace.forks())
                        .jvmArgs("-Xms512m", "-Xmx512m", "-D%s=%s".formatted(Histories.DISK, disk()))
                        .warmupIterations(pace.warmups())
                        .warmupTime(depth.each)
                        .measurementIterations(pace.iterations())
                        .measurementTime(depth.each)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .resultFormat(ResultFormatType.JSON)
                        .result(directory.resolve(name + ".json").toString())
                        .build();
        try {
            return new Runner(chosen).run();
        } catch (NoBenchmarksException others) { // what was asked for is none of these
            return List.of();
        }
    }

    private Path disk() {
        return directory.resolve("disk").toAbsolutePath();
    }

    private static String machine(String when) {
        return String.format(
                Locale.ROOT,
                "%s: Java %s, %d cores, load average %.2f",
                when,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** How many processes, and iterations in each. */
    private record Pace(int forks, int warmups, int iterations) {}

    /** How long to measure. */
    private enum Depth {
        SHORT(1, 2, 2, Duration.ofMillis(500)),
        FULL(2, 3, 4, Duration.ofMillis(800));

        private static final int LONGER_ON_DISK = 5; // a thousand events in a second take long to become compiled code

        private final int rounds;
        private final int warmups;
        private final int iterations;
        private final TimeValue each;

        Depth(int rounds, int warmups, int iterations, Duration each) {
            this.rounds = rounds;
            this.warmups = warmups;
            this.iterations = iterations;
            this.each = TimeValue.milliseconds(each.toMillis());
        }

        Pace pace() {
            return new Pace(1, warmups, iterations);
        }

        Pace onDisk() {
            return new Pace(1, warmups * LONGER_ON_DISK, iterations);
        }

        /** In a process that has done the same before. */
        Pace whole() {
            return new Pace(1, warmups - 1, iterations);
        }

        /** In new processes. */
        Pace once() {
            return new Pace(warmups, 0, 1);
        }
    }
}
