package dev.switchback.canary;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges canaries by the latest samples, so that what was mended counts as mended. */
final class CanaryHealth {

    private static final int ENOUGH = 20;
    private static final double MISMATCHES = 0.05;
    private static final double DROPPED = 0.1;

    private CanaryHealth() {}

    static ComponentHealth of(CanaryStatistics statistics, Tally tally) {
        List<String> issues = new ArrayList<>();
        List<String> recommendations = new ArrayList<>();
        if (statistics.hanging() > 0) {
            issues.add("%d canary runs ignore the interrupt at their time-out".formatted(statistics.hanging()));
            recommendations.add("make the pipeline end when its thread is interrupted, or switch the canary off");
        }
        int dropped = tally.latest(CanaryResult.DROPPED);
        int ran = ran(tally);
        if (dropped + ran >= ENOUGH && dropped > DROPPED * (dropped + ran)) {
            issues.add("%d of the last %d canary samples were dropped".formatted(dropped, dropped + ran));
            recommendations.add("lower the canary sample percentage, or give the canary more threads");
        }
        int critical = tally.latest(CanaryResult.CRITICAL);
        int compared = compared(tally);
        if (compared >= ENOUGH && critical > MISMATCHES * compared) {
            issues.add("%d of the last %d comparisons found a critical difference".formatted(critical, compared));
            recommendations.add("read the canary report before the percentage is raised");
        }
        HealthStatus status = issues.isEmpty() ? HealthStatus.HEALTHY : HealthStatus.DEGRADED;
        return new ComponentHealth(status, issues, recommendations, details(statistics));
    }

    private static int compared(Tally tally) {
        return tally.latest(CanaryResult.MATCH)
                + tally.latest(CanaryResult.NOISE)
                + tally.latest(CanaryResult.IGNORED)
                + tally.latest(CanaryResult.COSMETIC)
                + tally.latest(CanaryResult.CRITICAL);
    }

    private static int ran(Tally tally) {
        return compared(tally) + tally.latest(CanaryResult.ERROR) + tally.latest(CanaryResult.TIMEOUT);
    }

    private static Map<String, Object> details(CanaryStatistics statistics) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("compared", statistics.compared());
        details.put("matches", statistics.matches());
        details.put("noise", statistics.noise());
        details.put("ignored", statistics.ignored());
        details.put("cosmetic", statistics.cosmetic());
        details.put("critical", statistics.critical());
        details.put("errors", statistics.errors());
        details.put("timeouts", statistics.timeouts());
        details.put("dropped", statistics.dropped());
        details.put("raised", statistics.raised());
        details.put("running", statistics.running());
        details.put("hanging", statistics.hanging());
        details.put("meanOverheadMillis", statistics.meanOverhead().toNanos() / 1e6);
        return details;
    }
}
