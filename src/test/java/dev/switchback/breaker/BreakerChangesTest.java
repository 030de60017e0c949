package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people, rollbacks and new settings do to a breaker. */
class BreakerChangesTest {

    private final BreakerKit kit = new BreakerKit();
    private final Breaker breaker = kit.breaker;

    @Test
    void tripsByHandForItsWait() {
        breaker.trip("bad output seen");

        assertThat(breaker.status().reason()).isEqualTo("bad output seen");
        assertThat(breaker.status().openUntil()).hasValue(kit.clock.instant().plusSeconds(600));
    }

    @Test
    void keepsItsWaitWhenTrippedTwice() {
        breaker.trip("bad output seen");
        kit.after(Duration.ofMinutes(5));

        breaker.trip("again");

        assertThat(kit.transitions).hasSize(1);
        assertThat(breaker.status().openUntil()).hasValue(kit.clock.instant().plusSeconds(300));
    }

    @Test
    void closesByHandWithAnEmptyWindowAndTheShortestWait() {
        kit.fail(5);

        breaker.reset("repaired");

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker.status().errors()).isZero();
        assertThat(breaker.status().trips()).isZero();
    }

    @Nested
    class WhenForcedOpen {

        WhenForcedOpen() {
            breaker.forceOpen("a rollback");
        }

        @Test
        void isNotLoosenedByAnythingButItsRelease() {
            breaker.reset("repaired");
            breaker.trip("bad output seen");
            breaker.configure(BreakerSettings.DEFAULTS.withEnabled(false));
            kit.after(Duration.ofDays(365));
            assertThat(breaker.tryAcquire()).isEqualTo(Breaker.REFUSED_OPEN);

            breaker.configure(BreakerSettings.DEFAULTS);
            breaker.releaseForced("the rollback is cleared");

            assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        }
    }

    @Test
    void isForcedOpenEvenIfSwitchedOff() {
        breaker.configure(BreakerSettings.DEFAULTS.withEnabled(false));

        breaker.forceOpen("a rollback");
        assertThat(breaker.tryAcquire()).isEqualTo(Breaker.REFUSED_OPEN);

        breaker.releaseForced("the rollback is cleared");
        assertThat(breaker.state()).isEqualTo(BreakerState.DISABLED);
    }

    @Nested
    class WhenConfigured {

        @Test
        void keepsFailuresThatStillCount() {
            kit.fail(4);
            long running = breaker.tryAcquire();

            breaker.configure(BreakerSettings.DEFAULTS.withErrors(6, Duration.ofMinutes(10)));
            breaker.failed(running, 1, new IllegalStateException("boom"));
            assertThat(breaker.status().errors()).isEqualTo(5);

            kit.fail(1);
            assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        }

        @Test
        void keepsTheRestOfTheWait() {
            kit.fail(5);
            Instant until = breaker.status().openUntil().orElseThrow();
            kit.after(Duration.ofMinutes(1));

            breaker.configure(BreakerSettings.DEFAULTS.withRecovery(Duration.ofSeconds(5)));

            assertThat(breaker.status().openUntil()).hasValue(until);
            assertThat(kit.transitions).hasSize(1);
        }

        @Test
        void probesAnewAndTakesNoProbeFromBefore() {
            kit.openAndWait();
            long probe = breaker.tryAcquire();

            breaker.configure(BreakerSettings.DEFAULTS.withHalfOpenProbes(1));
            breaker.succeeded(probe, 1);
            assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);

            kit.succeed(1);
            assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        }

        @Test
        void countsOnWhileSwitchedOffAndTripsOnceSwitchedOn() {
            kit.fail(5);
            breaker.configure(BreakerSettings.DEFAULTS.withEnabled(false));
            assertThat(breaker.state()).isEqualTo(BreakerState.DISABLED);
            assertThat(breaker.status().errors()).isEqualTo(5);

            breaker.configure(BreakerSettings.DEFAULTS);
            assertThat(breaker.state()).as("no failure since").isEqualTo(BreakerState.CLOSED);

            kit.fail(1);
            assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        }

        @Test
        void changesNothingWhenTheSettingsAreTheSame() {
            kit.succeed(3);

            breaker.configure(BreakerSettings.DEFAULTS.withEnabled(true));

            assertThat(breaker.status().calls()).isEqualTo(3);
        }
    }

    @Test
    void keepsItsWindowWhenTheWallClockStepsBack() {
        Clock early = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        AtomicReference<Clock> wall = new AtomicReference<>(kit.clock);
        Breaker stepped = Breaker.closed("m", BreakerSettings.DEFAULTS, new SteppingClock(wall), kit.clock.nanoTime());
        for (int call = 0; call < 4; call++) {
            stepped.failedOutside(new IllegalStateException("boom"));
        }
        wall.set(early);
        for (int call = 0; call < 5_000; call++) {
            stepped.succeeded(stepped.tryAcquire(), 1);
        }

        assertThat(stepped.status().errors()).isEqualTo(4);
        stepped.failedOutside(new IllegalStateException("boom"));
        assertThat(stepped.status().openUntil()).hasValue(early.instant().plusSeconds(600));
    }

    private static final class SteppingClock extends Clock {

        private final AtomicReference<Clock> wall;

        SteppingClock(AtomicReference<Clock> wall) {
            this.wall = wall;
        }

        @Override
        public Instant instant() {
            return wall.get().instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
