package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.breaker.BreakerStatus.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreakerRestoreTest {

    private static final BreakerSettings SETTINGS = BreakerSettings.DEFAULTS;

    private final BreakerKit kit = new BreakerKit();

    @Test
    void tripsAfterFiveFailingRunsOfAShortLivedProcess() {
        BreakerMemory memory = kit.breaker.memory();
        for (int run = 1; run <= 5; run++) {
            Breaker breaker = restored(memory);
            assertThat(breaker.state()).as("run %d", run).isEqualTo(BreakerState.CLOSED);

            breaker.failed(breaker.tryAcquire(), 1, new IllegalStateException("boom"));
            memory = breaker.memory();
            kit.after(Duration.ofSeconds(30));
        }

        assertThat(memory.state()).isEqualTo(BreakerState.OPEN);
        assertThat(restored(memory).tryAcquire()).isEqualTo(Breaker.REFUSED_OPEN);
    }

    @Test
    void letsEachFailureOfAnEarlierProcessLiveForTheRestOfItsTime() {
        kit.fail(2);
        kit.after(Duration.ofSeconds(200));
        kit.fail(1);
        Breaker later = restored(kit.breaker.memory());
        assertThat(later.status().errors()).isEqualTo(3);

        kit.after(Duration.ofSeconds(100).minusNanos(1));
        assertThat(later.status().errors()).as("just before").isEqualTo(3);
        kit.after(Duration.ofNanos(1));
        assertThat(later.status().errors()).as("the first two are over").isEqualTo(1);
    }

    @Test
    void doesNotTripByRateOnFailuresWhoseSuccessesAreForgotten() {
        BreakerSettings many = SETTINGS.withErrors(50, Duration.ofMinutes(5));
        List<Instant> failures =
                IntStream.range(0, 40).mapToObj(call -> kit.clock.instant()).toList();
        Breaker later = kit.fresh(many);
        later.restore(new BreakerMemory(
                BreakerState.CLOSED,
                kit.clock.instant(),
                Optional.empty(),
                0,
                Optional.empty(),
                Origin.NONE,
                failures));

        later.failed(later.tryAcquire(), 1, new IllegalStateException("boom"));

        assertThat(later.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(later.status().errors()).isEqualTo(41);
    }

    @Test
    void staysOpenForTheRestOfItsWait() {
        kit.fail(5);
        kit.after(Duration.ofMinutes(4));
        Breaker later = restored(kit.breaker.memory());
        assertThat(later.status().openUntil()).hasValue(kit.clock.instant().plus(Duration.ofMinutes(6)));

        kit.after(Duration.ofMinutes(6));
        assertThat(later.tryAcquire()).as("at the end").isEqualTo(Breaker.REFUSED_OPEN);
        kit.after(Duration.ofNanos(1));
        assertThat(Breaker.isProbe(later.tryAcquire())).isTrue();
    }

    @Test
    void probesAtOnceWhenTheWaitEndedBetweenTheProcesses() {
        kit.fail(5);
        BreakerMemory memory = kit.breaker.memory();
        kit.after(Duration.ofDays(1));

        assertThat(Breaker.isProbe(restored(memory).tryAcquire())).isTrue();
    }

    @Test
    void probesAnewWhenItWasProbing() {
        kit.openAndWait();
        kit.succeed(2);

        Breaker later = restored(kit.breaker.memory());

        assertThat(Breaker.isProbe(later.tryAcquire())).isTrue();
    }

    /** A rollback that still holds forces it open again; one that was cleared meanwhile would have nobody to end it. */
    @Test
    void leavesBeingForcedOpenToTheRollback() {
        kit.breaker.forceOpen("a rollback");

        Breaker later = restored(kit.breaker.memory());

        assertThat(Breaker.isRefused(later.tryAcquire())).isFalse();
    }

    @Test
    void doesNotBelieveInAWaitLongerThanTheLongest() {
        Instant wrong = kit.clock.instant().plus(Duration.ofDays(3650));
        Breaker later = restored(new BreakerMemory(
                BreakerState.OPEN,
                wrong,
                Optional.of(wrong),
                1,
                Optional.of(wrong),
                Origin.NONE,
                List.of(wrong, wrong)));

        assertThat(later.status().errors()).isEqualTo(2);
        kit.after(Duration.ofHours(1).plusNanos(1));
        assertThat(later.status().errors()).isZero();
        assertThat(Breaker.isProbe(later.tryAcquire())).isTrue();
    }

    @Test
    void keepsTheTripsOfTheLastHour() {
        kit.openAndWait();
        kit.succeed(3);
        Breaker later = restored(kit.breaker.memory());

        later.trip("again");

        assertThat(later.status().trips()).isEqualTo(2);
    }

    @Test
    void countsTheCleanHourFromItsStartWhenItWasSwitchedOff() {
        kit.openAndWait();
        kit.breaker.configure(SETTINGS.withEnabled(false));
        Breaker later = restored(kit.breaker.memory());

        kit.after(Duration.ofHours(1).minusNanos(1));
        assertThat(later.status().trips()).as("almost an hour").isEqualTo(1);
        kit.after(Duration.ofNanos(1));
        assertThat(later.status().trips()).isZero();
    }

    @Test
    void remembersTwiceAsManyFailuresAsTheThresholdAtMost() {
        for (int failure = 0; failure < 30; failure++) {
            kit.breaker.failedOutside(new IllegalStateException("boom"));
        }

        assertThat(kit.breaker.memory().failures()).hasSize(10);
    }

    @Test
    void forgetsTheFailuresOnceItHasClosed() {
        kit.openAndWait();
        kit.succeed(3);

        assertThat(kit.breaker.memory().failures()).isEmpty();
    }

    private Breaker restored(BreakerMemory memory) {
        Breaker breaker = kit.fresh(SETTINGS);
        breaker.restore(memory);
        return breaker;
    }
}
