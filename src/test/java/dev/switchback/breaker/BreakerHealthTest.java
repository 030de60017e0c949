package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerHealthTest {

    private final BreakerKit kit = new BreakerKit();

    @Test
    void isHealthyWhileClosed() {
        kit.fail(4);

        ComponentHealth health = kit.breaker.health();

        assertThat(kit.breaker.component()).isEqualTo("breaker");
        assertThat(health.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health.details())
                .containsEntry("state", "closed")
                .containsEntry("errors", 4)
                .containsEntry("errorThreshold", 5)
                .containsEntry("windowSeconds", 300L)
                .doesNotContainKeys("openUntil", "failureRatePercent");
    }

    @Test
    void isDegradedWhileOpenAndSaysWhyUntilWhenAndWhatToDo() {
        kit.fail(5);

        ComponentHealth health = kit.breaker.health();

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.issues())
                .containsExactly("no call goes to the new pipeline until 2026-01-01T00:10:00Z: "
                        + "5 failures within PT5M, the threshold is 5");
        assertThat(health.recommendations())
                .containsExactly(
                        "find out why the new pipeline fails; once it is repaired, run switchback breaker reset");
    }

    @Test
    void saysThatAProbeIsDueWhenTheWaitIsOver() {
        kit.openAndWait();

        assertThat(kit.breaker.health().issues())
                .containsExactly("the next calls to the new pipeline are probes: "
                        + "5 failures within PT5M, the threshold is 5");
    }

    @Test
    void isDegradedWhileForcedOpen() {
        kit.breaker.forceOpen("rolled back by ada");

        ComponentHealth health = kit.breaker.health();

        assertThat(health.issues())
                .containsExactly("no call goes to the new pipeline until it is let go: rolled back by ada");
        assertThat(health.recommendations()).containsExactly("when the cause is gone, run switchback rollback clear");
    }

    @Test
    void isDegradedAboveTenErrorsInTheWindow() {
        BreakerKit lenient = new BreakerKit(BreakerSettings.DEFAULTS.withErrors(100, Duration.ofMinutes(5)));
        lenient.succeed(100);
        lenient.fail(10);
        assertThat(lenient.breaker.health().status()).as("ten").isEqualTo(HealthStatus.HEALTHY);

        lenient.fail(1);

        assertThat(lenient.breaker.health().issues()).containsExactly("the new pipeline failed 11 times within PT5M");
    }
}
