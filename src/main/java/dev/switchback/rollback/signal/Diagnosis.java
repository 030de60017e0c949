package dev.switchback.rollback.signal;

import dev.switchback.health.HealthStatus;
import dev.switchback.rollback.signal.Recommendation.Symptom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds figures against thresholds. */
final class Diagnosis {

    private static final double BREAKER = 0.9;
    private static final double ERRORS = 0.8;
    private static final double HEALTH = 0.75;
    private static final double CANARY = 0.7;
    private static final double PERFORMANCE = 0.65;

    private final Vitals vitals;
    private final Thresholds thresholds;

    private Diagnosis(Vitals vitals, Thresholds thresholds) {
        this.vitals = vitals;
        this.thresholds = thresholds;
    }

    static Recommendation of(Vitals vitals, Thresholds thresholds) {
        Diagnosis diagnosis = new Diagnosis(vitals, thresholds);
        List<Symptom> symptoms = Stream.of(
                        diagnosis.breaker(),
                        diagnosis.errors(),
                        diagnosis.health(),
                        diagnosis.canary(),
                        diagnosis.performance())
                .flatMap(Optional::stream)
                .toList();
        return new Recommendation(symptoms, diagnosis.legacyFailing());
    }

    private Optional<String> legacyFailing() {
        boolean holds = enough(vitals.legacyCalls()) && vitals.legacyErrorPercent() > thresholds.errorPercent();
        return holds
                ? Optional.of(text(
                        "%s failing: %d of %d legacy calls failed (%.1f %%, limit %.1f %%)",
                        vitals.breakerOpen() || newFailing() ? "both pipelines" : "legacy pipeline",
                        vitals.legacyErrors(),
                        vitals.legacyCalls(),
                        vitals.legacyErrorPercent(),
                        thresholds.errorPercent()))
                : Optional.empty();
    }

    private Optional<Symptom> breaker() {
        return symptom(vitals.breakerOpen(), Trigger.CIRCUIT_BREAKER_TRIPPED, BREAKER)
                .saying("the breaker is open", Map.of("breakerOpen", vitals.breakerOpen()));
    }

    private Optional<Symptom> errors() {
        return symptom(newFailing(), Trigger.ERROR_THRESHOLD_EXCEEDED, ERRORS)
                .saying(
                        text(
                                "%d of %d new calls failed (%.1f %%, limit %.1f %%)",
                                vitals.newErrors(),
                                vitals.newCalls(),
                                vitals.newErrorPercent(),
                                thresholds.errorPercent()),
                        Map.of("newErrors", vitals.newErrors(), "newCalls", vitals.newCalls()));
    }

    private Optional<Symptom> health() {
        return symptom(vitals.overall() == HealthStatus.CRITICAL, Trigger.SYSTEM_HEALTH_CRITICAL, HEALTH)
                .saying(
                        "the overall health is critical",
                        Map.of("overall", vitals.overall().text()));
    }

    private Optional<Symptom> canary() {
        boolean holds = enough(vitals.compared()) && vitals.mismatchPercent() > thresholds.mismatchPercent();
        return symptom(holds, Trigger.CANARY_TEST_FAILURES, CANARY)
                .saying(
                        text(
                                "%d of %d compared answers differ critically (%.1f %%, limit %.1f %%)",
                                vitals.criticalMismatches(),
                                vitals.compared(),
                                vitals.mismatchPercent(),
                                thresholds.mismatchPercent()),
                        Map.of("criticalMismatches", vitals.criticalMismatches(), "compared", vitals.compared()));
    }

    private Optional<Symptom> performance() {
        Duration slower = vitals.newMean().minus(vitals.legacyMean());
        boolean holds = enough(vitals.newCalls())
                && enough(vitals.legacyCalls())
                && slower.compareTo(thresholds.slowBy()) > 0
                && vitals.newMean().toNanos()
                        > thresholds.slowRatio() * vitals.legacyMean().toNanos();
        return symptom(holds, Trigger.PERFORMANCE_DEGRADATION, PERFORMANCE)
                .saying(
                        text(
                                "new calls take %d ms on average, legacy calls %d ms (limit %.1f times, %d ms slower)",
                                vitals.newMean().toMillis(),
                                vitals.legacyMean().toMillis(),
                                thresholds.slowRatio(),
                                thresholds.slowBy().toMillis()),
                        Map.of(
                                "newMeanMillis", vitals.newMean().toMillis(),
                                "legacyMeanMillis", vitals.legacyMean().toMillis()));
    }

    private boolean newFailing() {
        return enough(vitals.newCalls()) && vitals.newErrorPercent() > thresholds.errorPercent();
    }

    private boolean enough(long calls) {
        return calls >= thresholds.minimumCalls();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static Finding symptom(boolean holds, Trigger trigger, double confidence) {
        return (sentence, figures) ->
                holds ? Optional.of(new Symptom(trigger, sentence, confidence, figures)) : Optional.empty();
    }

    /** A symptom that lacks its words. */
    private interface Finding {
        Optional<Symptom> saying(String sentence, Map<String, Object> figures);
    }
}
