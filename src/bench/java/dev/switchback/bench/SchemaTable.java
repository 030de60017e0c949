package dev.switchback.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** What migrations of a database took, as the text that people read. */
final class SchemaTable {

    private static final String LINE = "%-44s %10s %10s %10s   %-20s %s%n";
    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final double MEDIAN_MILLIS = 150;
    private static final double P95_MILLIS = 500;
    private static final double MEDIAN = 50;
    private static final double P95 = 95;

    private final Map<String, List<Double>> measured = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private double medianDown;
    private double p95Down;

    void add(Collection<RunResult> results) {
        for (RunResult result : results) {
            String[] parts = result.getParams().getBenchmark().split("\\.");
            String name = parts[parts.length - 1];
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    measured.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(iteration.getPrimaryResult().getScore() / NANOS_PER_MILLISECOND);
                }
            }
            if (name.equals("generateDown")) {
                Statistics all = result.getPrimaryResult().getStatistics();
                medianDown = all.getPercentile(MEDIAN) / NANOS_PER_MILLISECOND;
                p95Down = all.getPercentile(P95) / NANOS_PER_MILLISECOND;
            }
        }
    }

    @Override
    public String toString() {
        if (measured.isEmpty()) {
            return "";
        }
        double fastest = Math.min(median("upByFlyway"), median("upByLiquibase"));
        line(SchemaChanges.MIGRATIONS + " migrations, PostgreSQL 18", "ms", "least ms", "x fastest", "budget", "verdict");
        row("Switchback: up", "up", fastest, "<= 1x the fastest up");
        row("Switchback: down, compared after each", "down", fastest, "<= 1x the fastest up");
        row("Flyway: up", "upByFlyway", fastest, "");
        row("Liquibase: up", "upByLiquibase", fastest, "");
        row("by hand, a transaction and a row each: up", "upByHand", fastest, "");
        row("Liquibase: down", "downByLiquibase", fastest, "");
        line("", "p50 ms", "p95 ms", "", "", "");
        line(
                "Switchback: a down made, of 200 tables",
                "%.0f".formatted(medianDown),
                "%.0f".formatted(p95Down),
                "",
                "< 150 and < 500 ms",
                medianDown < MEDIAN_MILLIS && p95Down < P95_MILLIS ? "ok" : "over");
        return text.append("fastest: the faster of the two others, up").append(System.lineSeparator()).toString();
    }

    private void row(String title, String name, double fastest, String budget) {
        double ratio = median(name) / fastest;
        line(
                title,
                "%.0f".formatted(median(name)),
                "%.0f".formatted(Arrays.stream(values(name)).min().orElse(Double.NaN)),
                "%.2f".formatted(ratio),
                budget,
                budget.isEmpty() ? "" : ratio <= 1 ? "ok" : "over");
    }

    private double median(String name) {
        return Figures.median(values(name));
    }

    private double[] values(String name) {
        return measured.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void line(Object... cells) {
        text.append(String.format(Locale.ROOT, LINE, cells).stripTrailing()).append(System.lineSeparator());
    }
}
