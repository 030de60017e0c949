package dev.switchback.router.statistics;

import java.util.function.LongBinaryOperator;

/**
 * Counters that add up: over processes, and over restarts.
 *
 * @param executionsLegacy requests that legacy was assigned
 * @param executionsNew requests that the new pipeline was assigned
 * @param executionsCanary requests whose other side was asked for as well
 * @param fallbacks requests that the new pipeline failed and legacy was then asked
 * @param canaryDiscrepancies comparisons with a critical difference
 * @param compared comparisons
 * @param overheadNanos what running and comparing the other side took, nanoseconds
 * @param legacyRuns runs of the legacy pipeline
 * @param legacyFailures failed ones among them
 * @param legacyNanos what they took, nanoseconds
 * @param newRuns runs of the new pipeline
 * @param newFailures failed ones among them
 * @param newNanos what they took, nanoseconds
 */
public record Totals(
        long executionsLegacy,
        long executionsNew,
        long executionsCanary,
        long fallbacks,
        long canaryDiscrepancies,
        long compared,
        long overheadNanos,
        long legacyRuns,
        long legacyFailures,
        long legacyNanos,
        long newRuns,
        long newFailures,
        long newNanos) {

    /** Nothing counted yet. */
    public static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** {@return both together} */
    public Totals plus(Totals other) {
        return combine(other, Long::sum);
    }

    /** {@return what has been added since an earlier reading of the same counters} */
    public Totals minus(Totals earlier) {
        return combine(earlier, (now, then) -> now - then);
    }

    private Totals combine(Totals other, LongBinaryOperator by) {
        return new Totals(
                by.applyAsLong(executionsLegacy, other.executionsLegacy),
                by.applyAsLong(executionsNew, other.executionsNew),
                by.applyAsLong(executionsCanary, other.executionsCanary),
                by.applyAsLong(fallbacks, other.fallbacks),
                by.applyAsLong(canaryDiscrepancies, other.canaryDiscrepancies),
                by.applyAsLong(compared, other.compared),
                by.applyAsLong(overheadNanos, other.overheadNanos),
                by.applyAsLong(legacyRuns, other.legacyRuns),
                by.applyAsLong(legacyFailures, other.legacyFailures),
                by.applyAsLong(legacyNanos, other.legacyNanos),
                by.applyAsLong(newRuns, other.newRuns),
                by.applyAsLong(newFailures, other.newFailures),
                by.applyAsLong(newNanos, other.newNanos));
    }
}
