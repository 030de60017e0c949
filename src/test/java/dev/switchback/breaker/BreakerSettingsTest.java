package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerSettingsTest {

    private static final BreakerSettings DEFAULTS = BreakerSettings.DEFAULTS;

    @Test
    void opensOnFiveFailuresInFiveMinutesForTenMinutesByDefault() {
        assertThat(DEFAULTS.enabled()).isTrue();
        assertThat(DEFAULTS.errorThreshold()).isEqualTo(5);
        assertThat(DEFAULTS.errorWindow()).hasSeconds(300);
        assertThat(DEFAULTS.recovery()).hasSeconds(600);
        assertThat(DEFAULTS.slowCall()).isEmpty();
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> DEFAULTS.withErrors(0, Duration.ofMinutes(5)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("errorThreshold must be from 1 to 100000, but was 0");
        assertThatThrownBy(() -> DEFAULTS.withErrors(5, Duration.ofMillis(1_500)))
                .hasMessage("errorWindow must be whole seconds from PT1S to PT24H, but was PT1.5S");
        assertThatThrownBy(() -> DEFAULTS.withRecovery(Duration.ZERO))
                .hasMessage("recovery must be from PT1S to PT168H, but was PT0S");
        assertThatThrownBy(() -> DEFAULTS.withFailureRate(Double.NaN, 20))
                .hasMessage("failureRatePercent must be above 0 and at most 100, but was NaN");
        assertThatThrownBy(() -> DEFAULTS.withFailureRate(50, 0))
                .hasMessage("minimumCalls must be from 1 to 1000000, but was 0");
        assertThatThrownBy(() -> DEFAULTS.withSlowCalls(Duration.ZERO, 50))
                .hasMessage("slowCall must be above zero and at most PT168H, but was PT0S");
        assertThatThrownBy(() -> DEFAULTS.withSlowCalls(Duration.ofSeconds(1), 101))
                .hasMessage("slowRatePercent must be above 0 and at most 100, but was 101.0");
        assertThatThrownBy(() -> DEFAULTS.withHalfOpenProbes(0))
                .hasMessage("halfOpenProbes must be from 1 to 100, but was 0");
    }

    @Test
    void takesBothEndsOfEachRange() {
        assertThat(DEFAULTS.withErrors(1, Duration.ofSeconds(1)).errorThreshold())
                .isEqualTo(1);
        assertThat(DEFAULTS.withErrors(100_000, Duration.ofDays(1)).errorWindow())
                .hasHours(24);
        assertThat(DEFAULTS.withFailureRate(100, 1_000_000).minimumCalls()).isEqualTo(1_000_000);
    }

    @Test
    void readsTheStatesItWrites() {
        for (BreakerState state : BreakerState.values()) {
            assertThat(BreakerState.parse(state.text())).isEqualTo(state);
        }
        assertThatThrownBy(() -> BreakerState.parse("ajar"))
                .hasMessage("breaker state must be closed, open, half_open, forced_open or disabled, but was ajar");
    }
}
