package dev.switchback.breaker;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How well a breaker is: legacy serves what it keeps from the new pipeline, so it is never worse than degraded. */
final class BreakerHealth {

    private static final int MANY_ERRORS = 10;

    private BreakerHealth() {}

    static ComponentHealth of(BreakerStatus status, Instant now) {
        Map<String, Object> details = details(status);
        if (status.state() == BreakerState.FORCED_OPEN) {
            return ComponentHealth.of(
                    HealthStatus.DEGRADED,
                    "no call goes to the new pipeline until it is let go: %s".formatted(status.reason()),
                    "when the cause is gone, run switchback rollback clear",
                    details);
        }
        if (status.state().isOpen()) {
            return ComponentHealth.of(
                    HealthStatus.DEGRADED,
                    "%s: %s".formatted(until(status, now), status.reason()),
                    "find out why the new pipeline fails; once it is repaired, run switchback breaker reset",
                    details);
        }
        if (status.errors() > MANY_ERRORS) {
            return ComponentHealth.of(
                    HealthStatus.DEGRADED,
                    "the new pipeline failed %d times within %s".formatted(status.errors(), status.errorWindow()),
                    "find out why; to take it out of service, run switchback breaker trip",
                    details);
        }
        return ComponentHealth.healthy(details);
    }

    private static String until(BreakerStatus status, Instant now) {
        return status.openUntil()
                .filter(until -> !now.isAfter(until))
                .map(until -> "no call goes to the new pipeline until " + until)
                .orElse("the next calls to the new pipeline are probes");
    }

    private static Map<String, Object> details(BreakerStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", status.state().text());
        details.put("since", status.since().toString());
        details.put("errors", status.errors());
        details.put("errorThreshold", status.errorThreshold());
        details.put("windowSeconds", status.errorWindow().toSeconds());
        details.put("trips", status.trips());
        status.origin().openedBy().ifPresent(by -> details.put("openedBy", by.text()));
        status.openUntil().ifPresent(until -> details.put("openUntil", until.toString()));
        status.failureRate().ifPresent(rate -> details.put("failureRatePercent", rate));
        return details;
    }
}
