package dev.switchback.health;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well the whole migration is: as well as its worst component.
 *
 * @param overall the worst status of all components
 * @param components each component by its name
 * @param recommendations what to do, the worst component's first
 * @param checkedAt when it was asked
 */
public record Health(
        HealthStatus overall,
        Map<String, ComponentHealth> components,
        List<String> recommendations,
        Instant checkedAt) {

    public Health {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        recommendations = List.copyOf(recommendations);
    }

    /** {@return the health of all sources together} */
    public static Health of(Collection<? extends HealthSource> sources, Instant checkedAt) {
        Map<String, ComponentHealth> components = new LinkedHashMap<>();
        sources.forEach(source -> components.put(source.component(), source.health()));
        HealthStatus overall = components.values().stream()
                .map(ComponentHealth::status)
                .reduce(HealthStatus.HEALTHY, HealthStatus::worse);
        List<String> recommendations = components.values().stream()
                .sorted((one, two) -> two.status().compareTo(one.status()))
                .flatMap(component -> component.recommendations().stream())
                .distinct()
                .toList();
        return new Health(overall, components, recommendations, checkedAt);
    }

    /** {@return every issue with its component's name before it} */
    public List<String> issues() {
        return components.entrySet().stream()
                .flatMap(entry -> entry.getValue().issues().stream().map(issue -> entry.getKey() + ": " + issue))
                .toList();
    }
}
