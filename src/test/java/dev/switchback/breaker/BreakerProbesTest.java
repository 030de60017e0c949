package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerProbesTest {

    private final BreakerKit kit = new BreakerKit();
    private final Breaker breaker = kit.breaker;

    @Test
    void letsTheFirstProbeGoOnceTheWaitIsOver() {
        kit.fail(5);
        kit.after(Duration.ofMinutes(10));
        assertThat(breaker.tryAcquire()).as("at the end of the wait").isEqualTo(Breaker.REFUSED_OPEN);

        kit.after(Duration.ofNanos(1));
        long permit = breaker.tryAcquire();

        assertThat(Breaker.isProbe(permit)).isTrue();
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    }

    @Test
    void isNoProbeWhileClosed() {
        assertThat(Breaker.isProbe(breaker.tryAcquire())).isFalse();
        assertThat(Breaker.isProbe(Breaker.REFUSED_OPEN)).isFalse();
    }

    @Test
    void letsThreeProbesGoAtATime() {
        kit.openAndWait();
        breaker.tryAcquire();
        breaker.tryAcquire();
        long third = breaker.tryAcquire();

        assertThat(breaker.tryAcquire()).isEqualTo(Breaker.REFUSED_NO_PROBE);

        breaker.released(third);
        assertThat(Breaker.isProbe(breaker.tryAcquire())).as("given back").isTrue();
    }

    @Test
    void closesWhenAllProbesPassedAndBeginsWithAnEmptyWindow() {
        kit.openAndWait();
        kit.succeed(2);
        assertThat(breaker.state()).as("two of three").isEqualTo(BreakerState.HALF_OPEN);

        kit.succeed(1);

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.status().errors()).isZero();
        assertThat(breaker.status().reason()).isEqualTo("all of 3 probes passed");
    }

    @Test
    void asksForAllProbesEvenIfOneCallIsEnoughForARate() {
        BreakerKit hasty = new BreakerKit(BreakerSettings.DEFAULTS.withFailureRate(100, 1));
        hasty.breaker.trip("try it");
        hasty.after(Duration.ofSeconds(601));

        hasty.succeed(2);
        assertThat(hasty.breaker.state()).isEqualTo(BreakerState.HALF_OPEN);

        hasty.succeed(1);
        assertThat(hasty.breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void opensAgainOnTheFirstProbeThatFails() {
        kit.openAndWait();
        kit.succeed(2);

        breaker.failed(breaker.tryAcquire(), 1, new StackOverflowError());

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.status().reason()).isEqualTo("a probe failed with java.lang.StackOverflowError");
    }

    @Test
    void losesNoProbeToErrorsThrownByTheNewPipeline() {
        kit.openAndWait();

        for (int round = 0; round < 10; round++) {
            breaker.failed(breaker.tryAcquire(), 1, new OutOfMemoryError("not really"));
            kit.after(Duration.ofHours(1).plusNanos(1));
            assertThat(Breaker.isProbe(breaker.tryAcquire()))
                    .as("round %d", round)
                    .isTrue();
        }
    }

    @Test
    void takesNoResultOfAnEarlierCallForAProbe() {
        long first = breaker.tryAcquire();
        long second = breaker.tryAcquire();
        kit.openAndWait();
        kit.succeed(2);

        breaker.succeeded(first, 1);
        assertThat(breaker.state()).as("a late success").isEqualTo(BreakerState.HALF_OPEN);

        breaker.failed(second, 1, new IllegalStateException("late"));
        assertThat(breaker.state()).as("a late failure").isEqualTo(BreakerState.HALF_OPEN);
        breaker.released(first);
        breaker.tryAcquire();
        assertThat(breaker.tryAcquire()).as("a late release").isEqualTo(Breaker.REFUSED_NO_PROBE);
    }

    @Test
    void takesNoLateProbeForACallOfTheNextWindow() {
        kit.openAndWait();
        long slow = breaker.tryAcquire();
        breaker.reset("repaired");

        breaker.failed(slow, 1, new IllegalStateException("late"));

        assertThat(breaker.status().errors()).isZero();
    }

    @Test
    void opensAgainWhenTheProbesDoNotEndInTime() {
        kit.openAndWait();
        for (int probe = 0; probe < 3; probe++) {
            breaker.tryAcquire();
        }
        kit.after(Duration.ofMinutes(10).minusNanos(1));
        assertThat(breaker.tryAcquire()).isEqualTo(Breaker.REFUSED_NO_PROBE);

        kit.after(Duration.ofNanos(1));
        assertThat(breaker.tryAcquire()).isEqualTo(Breaker.REFUSED_OPEN);
        assertThat(breaker.status().reason()).isEqualTo("the probes did not end within PT10M");

        kit.after(Duration.ofMinutes(20).plusNanos(1));
        assertThat(Breaker.isProbe(breaker.tryAcquire())).isTrue();
    }

    @Test
    void opensAgainWhenTheProbesAreTooSlow() {
        BreakerKit slow = new BreakerKit(BreakerSettings.DEFAULTS.withSlowCalls(Duration.ofSeconds(1), 100));
        slow.openAndWait();
        for (int probe = 0; probe < 3; probe++) {
            slow.breaker.succeeded(
                    slow.breaker.tryAcquire(), Duration.ofSeconds(2).toNanos());
        }

        assertThat(slow.breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(slow.breaker.status().reason()).isEqualTo("the probes passed, but too many took longer than PT1S");
    }

    @Test
    void waitsLongerWithEachTripUpToSixTimes() {
        for (int trip = 1; trip <= 8; trip++) {
            Duration wait = Duration.ofMinutes(10L * Math.min(trip, 6));
            Instant opened = kit.clock.instant();
            kit.fail(trip == 1 ? 5 : 1);

            assertThat(breaker.status().openUntil()).as("trip %d", trip).hasValue(opened.plus(wait));
            assertThat(breaker.status().trips()).isEqualTo(trip);
            kit.after(wait.plusNanos(1));
        }
    }

    @Test
    void forgetsTripsAfterACleanHour() {
        kit.openAndWait();
        kit.succeed(3);
        kit.after(Duration.ofHours(1).minusNanos(1));
        assertThat(breaker.status().trips()).as("almost an hour").isEqualTo(1);

        kit.after(Duration.ofNanos(1));
        kit.fail(5);

        assertThat(breaker.status().trips()).isEqualTo(1);
        assertThat(breaker.status().openUntil()).hasValue(kit.clock.instant().plusSeconds(600));
    }
}
