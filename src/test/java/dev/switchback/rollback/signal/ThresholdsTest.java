package dev.switchback.rollback.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.health.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    private final Thresholds thresholds = Thresholds.DEFAULTS;

    @Test
    void adviseNothingWithoutFigures() {
        Recommendation advice = thresholds.recommend(Vitals.NONE);

        assertThat(advice.recommended()).isFalse();
        assertThat(advice.trigger()).isEmpty();
        assertThat(advice.severity()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(advice.sentence()).isEqualTo("nothing speaks for a rollback");
    }

    @ParameterizedTest
    @CsvSource({"100, 15, false", "100, 16, true", "20, 4, true", "19, 19, false"})
    void adviseARollbackAboveFifteenPercentOfErrors(long calls, long errors, boolean recommended) {
        Recommendation advice = thresholds.recommend(calls(calls, errors));

        assertThat(advice.recommended()).isEqualTo(recommended);
        assertThat(advice.confidence()).isEqualTo(recommended ? 0.8 : 0);
    }

    @ParameterizedTest
    @CsvSource({"150, 100, false", "151, 100, true", "50, 0, false", "51, 0, true", "60, 20, false", "290, 200, false"})
    void adviseARollbackWhenNewIsHalfAgainAsSlowAndByMoreThanFiftyMilliseconds(
            long newMillis, long legacyMillis, boolean recommended) {
        Vitals vitals = new Vitals(
                Duration.ofMinutes(5),
                20,
                0,
                20,
                0,
                Duration.ofMillis(newMillis),
                Duration.ofMillis(legacyMillis),
                0,
                0,
                false,
                HealthStatus.HEALTHY);

        Recommendation advice = thresholds.recommend(vitals);

        assertThat(advice.recommended()).isEqualTo(recommended);
        assertThat(advice.confidence()).isEqualTo(recommended ? 0.65 : 0);
    }

    @ParameterizedTest
    @CsvSource({"20, 1, false", "20, 2, true", "19, 19, false"})
    void adviseARollbackAboveFivePercentOfCriticalMismatches(long compared, long critical, boolean recommended) {
        Vitals vitals = new Vitals(
                Duration.ofMinutes(5),
                0,
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                compared,
                critical,
                false,
                HealthStatus.HEALTHY);

        assertThat(thresholds.recommend(vitals).confidence()).isEqualTo(recommended ? 0.7 : 0);
    }

    @Test
    void adviseARollbackWhileTheBreakerIsOpenHoweverFewTheCalls() {
        Recommendation advice = thresholds.recommend(state(true, HealthStatus.HEALTHY));

        assertThat(advice.trigger()).contains(Trigger.CIRCUIT_BREAKER_TRIPPED);
        assertThat(advice.confidence()).isEqualTo(0.9);
        assertThat(advice.severity()).isEqualTo(HealthStatus.CRITICAL);
    }

    @Test
    void adviseARollbackWhenSomethingIsCritical() {
        Recommendation advice = thresholds.recommend(state(false, HealthStatus.CRITICAL));

        assertThat(advice.trigger()).contains(Trigger.SYSTEM_HEALTH_CRITICAL);
        assertThat(thresholds.recommend(state(false, HealthStatus.DEGRADED)).recommended())
                .isFalse();
    }

    @Test
    void nameTheMostCertainSymptomFirst() {
        Recommendation advice = thresholds.recommend(new Vitals(
                Duration.ofMinutes(5),
                100,
                50,
                100,
                0,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                true,
                HealthStatus.HEALTHY));

        assertThat(advice.symptoms())
                .extracting(Recommendation.Symptom::trigger)
                .containsExactly(Trigger.CIRCUIT_BREAKER_TRIPPED, Trigger.ERROR_THRESHOLD_EXCEEDED);
        assertThat(advice.symptoms().get(1).figures()).containsEntry("newErrors", 50L);
    }

    @Test
    void sayThatLegacyFailsToo() {
        Vitals vitals = new Vitals(
                Duration.ofMinutes(5), 0, 0, 20, 20, Duration.ZERO, Duration.ZERO, 0, 0, false, HealthStatus.HEALTHY);

        Recommendation advice = thresholds.recommend(vitals);

        assertThat(advice.bothPipelinesFailing()).isFalse();
        assertThat(advice.legacyFailing())
                .contains("legacy pipeline failing: 20 of 20 legacy calls failed (100.0 %, limit 15.0 %)");
    }

    private static Vitals calls(long calls, long errors) {
        return new Vitals(
                Duration.ofMinutes(5),
                calls,
                errors,
                calls,
                0,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                false,
                HealthStatus.HEALTHY);
    }

    private static Vitals state(boolean breakerOpen, HealthStatus overall) {
        return new Vitals(Duration.ofMinutes(5), 1, 0, 0, 0, Duration.ZERO, Duration.ZERO, 0, 0, breakerOpen, overall);
    }
}
