package dev.switchback.router.statistics;

import java.time.Duration;

/**
 * The runs of one side.
 *
 * @param totalSamples how often the side served or tried to serve a request
 * @param failures how many of them failed
 * @param totalNanos what all of them took together, nanoseconds
 * @param recentSamples how many durations the quantiles are taken from, about a thousand at most
 * @param mean the mean duration of all runs, {@link Duration#ZERO} without runs
 * @param p50 the median of the recent durations
 * @param p95 the duration that 95 % of the recent runs do not exceed
 * @param p99 the duration that 99 % of the recent runs do not exceed
 */
public record SideStatistics(
        long totalSamples,
        long failures,
        long totalNanos,
        int recentSamples,
        Duration mean,
        Duration p50,
        Duration p95,
        Duration p99) {

    static SideStatistics of(long total, long failures, long totalNanos, long[] sorted) {
        Duration mean = total == 0 ? Duration.ZERO : Duration.ofNanos(totalNanos / total);
        return new SideStatistics(
                total,
                failures,
                totalNanos,
                sorted.length,
                mean,
                quantile(sorted, 50),
                quantile(sorted, 95),
                quantile(sorted, 99));
    }

    /** {@return the percentage of runs that did not fail, 100 without runs} */
    public double successRate() {
        return totalSamples == 0 ? 100 : 100.0 * (totalSamples - failures) / totalSamples;
    }

    /** The nearest-rank quantile. */
    private static Duration quantile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }
}
