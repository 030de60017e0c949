package dev.switchback.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** What was measured: the medians over all iterations of all rounds, so that one noisy moment does not decide. */
final class Figures {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Map<String, List<Figure>> measured = new LinkedHashMap<>();

    void add(RunResult result) {
        List<Figure> figures = measured.computeIfAbsent(
                key(result.getParams().getBenchmark(), result.getParams().getThreads()), name -> new ArrayList<>());
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                figures.add(new Figure(
                        iteration.getPrimaryResult().getScore(),
                        iteration.getSecondaryResults().get(ProcessorTime.NAME).getScore(),
                        iteration.getSecondaryResults().get(ALLOCATED).getScore()));
            }
        }
    }

    boolean has(Row row, int threads) {
        return measured.containsKey(key(row.benchmark(), threads));
    }

    Figure of(Row row, int threads) {
        List<Figure> all = measured.getOrDefault(key(row.benchmark(), threads), List.of());
        return new Figure(
                median(all.stream().mapToDouble(Figure::elapsed).toArray()),
                median(all.stream().mapToDouble(Figure::nanos).toArray()),
                median(all.stream().mapToDouble(Figure::bytes).toArray()));
    }

    double ratio(Row row, Row base, int threads) {
        return of(row, threads).nanos() / of(base, threads).nanos();
    }

    /** {@return the middle one, not a number for none} */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private static String key(String benchmark, int threads) {
        String[] parts = benchmark.split("\\.");
        return "%s.%s/%d".formatted(parts[parts.length - 2], parts[parts.length - 1], threads);
    }

    /**
     * What one call costs.
     *
     * @param elapsed what a clock shows, in nanoseconds; more than the next on a machine with other things to do
     * @param nanos what the processor spends on it, in nanoseconds
     * @param bytes what it allocates
     */
    record Figure(double elapsed, double nanos, double bytes) {}
}
