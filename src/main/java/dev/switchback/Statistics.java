package dev.switchback;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchback.router.node.NodeDetails;
import dev.switchback.router.statistics.Totals;

/**
 * What has been counted. Durations are milliseconds, rates are percent.
 *
 * @param executionsTotal all requests
 * @param executionsLegacy requests that legacy was assigned
 * @param executionsNew requests that the new pipeline was assigned
 * @param executionsCanary requests whose other side was asked for as well
 * @param fallbacksToLegacy requests that the new pipeline failed and legacy was then asked
 * @param errorsNew failed runs of the new pipeline
 * @param errorsLegacy failed runs of the legacy pipeline
 * @param canaryDiscrepancies comparisons with a critical difference
 * @param canaryCompared comparisons
 * @param canaryMismatchRate the percentage of the comparisons with a critical difference, 0 without comparisons
 * @param meanLegacy mean duration of a legacy run
 * @param meanNew mean duration of a new run
 * @param meanCanaryOverhead mean time that running and comparing the other side took
 * @param legacy the runs of the legacy pipeline
 * @param newSide the runs of the new pipeline
 */
public record Statistics(
        long executionsTotal,
        long executionsLegacy,
        long executionsNew,
        long executionsCanary,
        long fallbacksToLegacy,
        long errorsNew,
        long errorsLegacy,
        long canaryDiscrepancies,
        long canaryCompared,
        double canaryMismatchRate,
        double meanLegacy,
        double meanNew,
        double meanCanaryOverhead,
        Side legacy,
        @JsonProperty("new") Side newSide) {

    private static final double NANOS_PER_MILLI = 1_000_000;

    static Statistics of(Totals totals, NodeDetails.Recent legacy, NodeDetails.Recent newSide) {
        return new Statistics(
                totals.executionsLegacy() + totals.executionsNew(),
                totals.executionsLegacy(),
                totals.executionsNew(),
                totals.executionsCanary(),
                totals.fallbacks(),
                totals.newFailures(),
                totals.legacyFailures(),
                totals.canaryDiscrepancies(),
                totals.compared(),
                percent(totals.canaryDiscrepancies(), totals.compared()),
                mean(totals.legacyNanos(), totals.legacyRuns()),
                mean(totals.newNanos(), totals.newRuns()),
                mean(totals.overheadNanos(), totals.compared()),
                Side.of(totals.legacyRuns(), totals.legacyFailures(), totals.legacyNanos(), legacy),
                Side.of(totals.newRuns(), totals.newFailures(), totals.newNanos(), newSide));
    }

    /** Rounded to the hundredth of a percent. */
    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(10_000.0 * (double) part / whole) / 100.0;
    }

    /** Rounded to the microsecond: more digits say nothing. */
    private static double mean(long nanos, long runs) {
        return runs == 0 ? 0 : millis((double) nanos / runs);
    }

    private static double millis(double nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 1_000) / 1_000.0;
    }

    /**
     * The runs of one side.
     *
     * @param totalSamples all of them
     * @param recentSamples how many durations the quantile is taken from
     * @param successRate the percentage that did not fail, 100 without runs
     * @param mean the mean duration
     * @param p95 the duration that 95 % of the recent runs do not exceed
     */
    public record Side(long totalSamples, int recentSamples, double successRate, double mean, double p95) {

        static Side of(long runs, long failures, long nanos, NodeDetails.Recent recent) {
            double rate = runs == 0 ? 100 : percent(runs - failures, runs);
            return new Side(
                    runs, recent.samples(), rate, Statistics.mean(nanos, runs), millis((double) recent.p95Nanos()));
        }
    }
}
