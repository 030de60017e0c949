package dev.switchback.rollback.signal;

import dev.switchback.health.HealthStatus;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the figures advise.
 *
 * @param symptoms what speaks for a rollback, the most certain first; empty when nothing does
 * @param legacyFailing that legacy fails, with its numbers: a rollback alone will not help; empty if it works
 */
public record Recommendation(List<Symptom> symptoms, Optional<String> legacyFailing) {

    private static final double ENOUGH = 0.6;
    private static final double CERTAIN = 0.8;

    public Recommendation {
        symptoms = symptoms.stream()
                .sorted(Comparator.comparingDouble(Symptom::confidence).reversed())
                .toList();
    }

    /** {@return whether to roll back: the confidence is above 0.6} */
    public boolean recommended() {
        return confidence() > ENOUGH;
    }

    /** {@return whether both pipelines fail, so that a rollback alone will not help} */
    public boolean bothPipelinesFailing() {
        return legacyFailing.isPresent()
                && symptoms.stream()
                        .anyMatch(symptom -> symptom.trigger() == Trigger.ERROR_THRESHOLD_EXCEEDED
                                || symptom.trigger() == Trigger.CIRCUIT_BREAKER_TRIPPED);
    }

    /** {@return how certain the most certain symptom is, from 0 to 1; 0 without any} */
    public double confidence() {
        return symptoms.isEmpty() ? 0 : symptoms.get(0).confidence();
    }

    /** {@return how bad the worst symptom is} */
    public HealthStatus severity() {
        return symptoms.stream().map(Symptom::severity).reduce(HealthStatus.HEALTHY, HealthStatus::worse);
    }

    /** {@return what an automatic rollback would be triggered by, empty if none is recommended} */
    public Optional<Trigger> trigger() {
        return recommended() ? Optional.of(symptoms.get(0).trigger()) : Optional.empty();
    }

    /** {@return every symptom's sentence, in one} */
    public String sentence() {
        return symptoms.isEmpty()
                ? "nothing speaks for a rollback"
                : String.join("; ", symptoms.stream().map(Symptom::sentence).toList());
    }

    /**
     * One thing that speaks for a rollback.
     *
     * @param trigger what it would trigger
     * @param sentence what was seen, with its numbers
     * @param confidence how certain it is, from 0 to 1
     * @param figures the numbers: names in camel case
     */
    public record Symptom(Trigger trigger, String sentence, double confidence, Map<String, Object> figures) {

        public Symptom {
            figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        }

        /** {@return how bad it is} */
        public HealthStatus severity() {
            return confidence >= CERTAIN ? HealthStatus.CRITICAL : HealthStatus.DEGRADED;
        }
    }
}
