package dev.switchback.state;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the status of a store means for its health. */
public final class StoreHealth {

    private StoreHealth() {}

    /** {@return the health of a store with this status} */
    public static ComponentHealth of(StoreStatus status) {
        StoreAdvice advice = StoreAdvice.of(status);
        HealthStatus verdict = HealthStatus.HEALTHY;
        List<String> issues = new ArrayList<>();
        List<String> recommendations = new ArrayList<>();
        if (status.damage().isPresent()) {
            verdict = HealthStatus.DEGRADED;
            issues.add(status.damage().get());
            recommendations.add(advice.damaged());
        }
        if (status.undurable() > 0) {
            verdict = verdict.worse(HealthStatus.DEGRADED);
            issues.add("%d events wait in memory for the %s".formatted(status.undurable(), advice.medium()));
            recommendations.add(advice.undurable());
        }
        if (status.unwritable().isPresent()) {
            verdict = HealthStatus.CRITICAL;
            issues.add("state cannot be written: " + status.unwritable().get());
            recommendations.add(advice.unwritable());
        }
        if (status.unreadable().isPresent()) {
            verdict = HealthStatus.CRITICAL;
            issues.add("state cannot be read, every key goes to legacy: "
                    + status.unreadable().get());
            recommendations.add(advice.unreadable());
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", status.kind());
        details.put("readable", status.unreadable().isEmpty());
        details.put("writable", status.unwritable().isEmpty());
        details.put("undurable", status.undurable());
        return new ComponentHealth(verdict, issues, recommendations, details);
    }
}
