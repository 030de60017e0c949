package dev.switchback.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** How long callers waited, round by round; ratios are taken within a round, whose runs were minutes apart at most. */
final class Latencies {

    private final Map<String, List<Quantiles>> measured = new LinkedHashMap<>();

    void add(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        Statistics waited = result.getPrimaryResult().getStatistics();
        measured.computeIfAbsent(benchmark.substring(benchmark.lastIndexOf('.') + 1), name -> new ArrayList<>())
                .add(new Quantiles(waited.getPercentile(50), waited.getPercentile(99), waited.getN()));
    }

    Quantiles of(String benchmark) {
        List<Quantiles> all = measured.getOrDefault(benchmark, List.of());
        return new Quantiles(
                Figures.median(all.stream().mapToDouble(Quantiles::p50).toArray()),
                Figures.median(all.stream().mapToDouble(Quantiles::p99).toArray()),
                all.stream().mapToLong(Quantiles::samples).sum());
    }

    /** {@return the median over the rounds of one p99 by the other} */
    double ratio(String benchmark, String base) {
        List<Quantiles> over = measured.getOrDefault(benchmark, List.of());
        List<Quantiles> under = measured.getOrDefault(base, List.of());
        double[] ratios = new double[Math.min(over.size(), under.size())];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = over.get(round).p99() / under.get(round).p99();
        }
        return Figures.median(ratios);
    }

    /**
     * How long one kind of caller waited.
     *
     * @param p50 the median, in nanoseconds
     * @param p99 what 99 of 100 did not exceed, in nanoseconds
     * @param samples how many were measured
     */
    record Quantiles(double p50, double p99, long samples) {}
}
