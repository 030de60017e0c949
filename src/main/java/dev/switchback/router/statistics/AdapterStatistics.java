package dev.switchback.router.statistics;

import java.time.Duration;

/**
 * The counters of a migration since its process started; read one after another, each exact by itself.
 *
 * @param executionsLegacy requests that legacy was assigned
 * @param executionsNew requests that the new pipeline was assigned
 * @param executionsCanary requests whose other side was asked for as well
 * @param fallbacksToLegacy requests that the new pipeline failed and legacy was then asked
 * @param canaryDiscrepancies comparisons with a critical difference
 * @param compared comparisons
 * @param meanCanaryOverhead the mean time that running and comparing the other side took
 * @param legacy the runs of the legacy pipeline, those after a fallback included
 * @param newSide the runs of the new pipeline
 */
public record AdapterStatistics(
        long executionsLegacy,
        long executionsNew,
        long executionsCanary,
        long fallbacksToLegacy,
        long canaryDiscrepancies,
        long compared,
        Duration meanCanaryOverhead,
        SideStatistics legacy,
        SideStatistics newSide) {

    /** {@return all requests} */
    public long executionsTotal() {
        return executionsLegacy + executionsNew;
    }

    /** {@return what of it can be added to the counters of other processes} */
    public Totals totals() {
        return new Totals(
                executionsLegacy,
                executionsNew,
                executionsCanary,
                fallbacksToLegacy,
                canaryDiscrepancies,
                compared,
                meanCanaryOverhead.toNanos() * compared,
                legacy.totalSamples(),
                legacy.failures(),
                legacy.totalNanos(),
                newSide.totalSamples(),
                newSide.failures(),
                newSide.totalNanos());
    }
}
