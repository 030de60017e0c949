package dev.switchback.router.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;

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

    /** {@return the counters that a function gives by their names} */
    public static Totals named(ToLongFunction<String> value) {
        return new Totals(
                value.applyAsLong("executionsLegacy"),
                value.applyAsLong("executionsNew"),
                value.applyAsLong("executionsCanary"),
                value.applyAsLong("fallbacks"),
                value.applyAsLong("canaryDiscrepancies"),
                value.applyAsLong("compared"),
                value.applyAsLong("overheadNanos"),
                value.applyAsLong("legacyRuns"),
                value.applyAsLong("legacyFailures"),
                value.applyAsLong("legacyNanos"),
                value.applyAsLong("newRuns"),
                value.applyAsLong("newFailures"),
                value.applyAsLong("newNanos"));
    }

    /** {@return both together} */
    public Totals plus(Totals other) {
        return combine(other, Long::sum);
    }

    /** {@return what has been added since an earlier reading of the same counters} */
    public Totals minus(Totals earlier) {
        return combine(earlier, (now, then) -> now - then);
    }

    /** {@return of each counter the larger reading: the later one, since counters only rise} */
    public Totals orLater(Totals other) {
        return combine(other, Math::max);
    }

    /** {@return the counters in the order of this record, without the zeros at the end: short in JSON} */
    public List<Long> figures() {
        List<Long> figures = new ArrayList<>(List.of(
                executionsLegacy,
                executionsNew,
                executionsCanary,
                fallbacks,
                canaryDiscrepancies,
                compared,
                overheadNanos,
                legacyRuns,
                legacyFailures,
                legacyNanos,
                newRuns,
                newFailures,
                newNanos));
        while (!figures.isEmpty() && figures.get(figures.size() - 1) == 0) {
            figures.remove(figures.size() - 1);
        }
        return List.copyOf(figures);
    }

    /** {@return the counters of such figures; those that are missing are 0, and more than there are counters are left} */
    public static Totals of(List<Long> figures) {
        long[] all = new long[13];
        for (int at = 0; at < Math.min(all.length, figures.size()); at++) {
            all[at] = figures.get(at);
        }
        return new Totals(
                all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9], all[10], all[11],
                all[12]);
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
