package dev.switchback.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well one component is.
 *
 * @param status the verdict
 * @param issues what is wrong, a sentence each; empty when healthy
 * @param recommendations what to do about it, a sentence each
 * @param details figures behind the verdict, names in camel case, values that JSON can hold, in order
 */
public record ComponentHealth(
        HealthStatus status, List<String> issues, List<String> recommendations, Map<String, Object> details) {

    public ComponentHealth {
        issues = List.copyOf(issues);
        recommendations = List.copyOf(recommendations);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** {@return a healthy component with its figures} */
    public static ComponentHealth healthy(Map<String, Object> details) {
        return new ComponentHealth(HealthStatus.HEALTHY, List.of(), List.of(), details);
    }

    /** {@return a component with one issue and one recommendation} */
    public static ComponentHealth of(
            HealthStatus status, String issue, String recommendation, Map<String, Object> details) {
        return new ComponentHealth(status, List.of(issue), List.of(recommendation), details);
    }
}
