package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final BreakerKit kit = new BreakerKit();
    private final Breaker breaker = kit.breaker;

    @Test
    void tripsOnTheFifthFailureInTheWindowWhateverTheRate() {
        kit.succeed(1_000);
        kit.fail(4);
        assertThat(breaker.state()).as("four").isEqualTo(BreakerState.CLOSED);

        kit.fail(1);

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.tryAcquire()).isEqualTo(Breaker.REFUSED_OPEN);
        assertThat(breaker.status().errors()).isEqualTo(5);
        assertThat(breaker.status().calls()).isEqualTo(1_005);
    }

    @Test
    void countsAFailureForAsLongAsTheWindowAndNoLonger() {
        kit.fail(1);
        kit.after(Duration.ofSeconds(299));
        assertThat(breaker.status().errors()).as("one second early").isEqualTo(1);

        kit.after(Duration.ofSeconds(1));
        assertThat(breaker.status().errors()).as("at the end").isZero();
    }

    @Test
    void staysClosedWhenFiveFailuresAreSpreadBeyondTheWindow() {
        for (int failure = 0; failure < 5; failure++) {
            kit.fail(1);
            kit.after(Duration.ofSeconds(75));
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void tripsOnARateOfEnoughCalls() {
        BreakerKit rates = new BreakerKit(BreakerSettings.DEFAULTS.withErrors(1_000, Duration.ofMinutes(5)));
        rates.succeed(10);
        rates.fail(9);
        assertThat(rates.breaker.status().failureRate()).as("below the minimum").isEmpty();

        rates.fail(1);

        assertThat(rates.transitions).singleElement().satisfies(trip -> {
            assertThat(trip.cause()).isEqualTo(BreakerCause.FAILURE_RATE);
            assertThat(trip.reason()).isEqualTo("50.0 % of 20 calls within PT5M failed, the limit is 50.0 %");
        });
        assertThat(rates.breaker.status().failureRate()).hasValue(50);
    }

    /** The call that made the rate was held up before it could say so: it must not get an exception for that. */
    @Test
    void tripsOnARateThoughTheWindowHasMovedOnMeanwhile() {
        BreakerKit rates = new BreakerKit(BreakerSettings.DEFAULTS
                .withErrors(1_000, Duration.ofSeconds(1))
                .withFailureRate(50, 2));
        rates.fail(1);
        long permit = rates.breaker.tryAcquire();
        long ended = rates.clock.nanoTime().getAsLong();
        rates.after(Duration.ofSeconds(3));

        rates.breaker.succeeded(permit, ended, 1_000);

        assertThat(rates.transitions).singleElement().satisfies(trip -> {
            assertThat(trip.cause()).isEqualTo(BreakerCause.FAILURE_RATE);
            assertThat(trip.reason()).isEqualTo("at least 50.0 % of the calls within PT1S failed");
        });
    }

    @Test
    void tripsOnSlowCallsIfToldWhatIsSlow() {
        BreakerKit slow = new BreakerKit(BreakerSettings.DEFAULTS.withSlowCalls(Duration.ofSeconds(1), 50));
        long second = Duration.ofSeconds(1).toNanos();
        for (int call = 0; call < 20; call++) {
            slow.breaker.succeeded(slow.breaker.tryAcquire(), second + (call < 10 ? 0 : 1));
        }

        assertThat(slow.transitions).singleElement().satisfies(trip -> {
            assertThat(trip.cause()).isEqualTo(BreakerCause.SLOW_CALLS);
            assertThat(trip.reason()).isEqualTo("at least 50.0 % of 20 calls within PT5M took longer than PT1S");
        });
    }

    @Test
    void neverTripsOnSlowCallsByDefault() {
        for (int call = 0; call < 100; call++) {
            breaker.succeeded(breaker.tryAcquire(), Duration.ofDays(1).toNanos());
        }

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void countsErrorsAndBareWrappersLikeAnyFailure() {
        for (int call = 0; call < 4; call++) {
            breaker.failed(breaker.tryAcquire(), 1, new StackOverflowError());
        }
        breaker.failed(breaker.tryAcquire(), 1, new CompletionException("no cause", null));

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void countsAFailureSeenOutsideWithoutAPermit() {
        kit.fail(4);

        breaker.failedOutside(new IllegalStateException("canary"));

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void countsNothingForAReleasedPermit() {
        breaker.released(breaker.tryAcquire());

        assertThat(breaker.status().calls()).isZero();
    }

    @Test
    void saysWhatHappenedInTheTransition() {
        kit.fail(5);

        assertThat(kit.transitions)
                .containsExactly(new BreakerTransition(
                        "active-models",
                        BreakerState.CLOSED,
                        BreakerState.OPEN,
                        BreakerCause.ERROR_COUNT,
                        "5 failures within PT5M, the threshold is 5",
                        BreakerTransition.By.ITSELF,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        java.util.Optional.of(Instant.parse("2026-01-01T00:10:00Z")),
                        5,
                        1));
        assertThat(kit.transitions.get(0).payload())
                .containsEntry("old", "closed")
                .containsEntry("new", "open")
                .containsEntry("operator", "switchback")
                .containsEntry("source", "automatic")
                .containsEntry("open_until", "2026-01-01T00:10:00Z");
    }

    @Test
    void keepsCountingCallsThatBeganBeforeItOpened() {
        long late = breaker.tryAcquire();
        kit.fail(5);

        breaker.failed(late, 1, new IllegalStateException("late"));

        assertThat(breaker.status().errors()).isEqualTo(6);
        assertThat(kit.transitions).hasSize(1);
    }

    @Test
    void survivesAListenerThatThrowsAndTellsTheNext() {
        List<BreakerState> told = new ArrayList<>();
        breaker.onTransition(transition -> {
            throw new IllegalStateException("listener");
        });
        Subscription subscription = breaker.onTransition(transition -> told.add(transition.to()));
        kit.fail(5);

        subscription.close();
        breaker.reset("repaired");

        assertThat(told).containsExactly(BreakerState.OPEN);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void tellsListenersInOrderEvenOfChangesThatOneOfThemCauses() {
        List<BreakerState> told = new ArrayList<>();
        breaker.onTransition(transition -> {
            if (transition.to() == BreakerState.OPEN) {
                breaker.forceOpen("a rollback");
            }
        });
        breaker.onTransition(transition -> told.add(transition.to()));

        kit.fail(5);

        assertThat(told).containsExactly(BreakerState.OPEN, BreakerState.FORCED_OPEN);
    }

    @Test
    void permitsAndCountsEverythingWhileSwitchedOff() {
        BreakerKit off = new BreakerKit(BreakerSettings.DEFAULTS.withEnabled(false));
        off.fail(50);

        assertThat(off.breaker.state()).isEqualTo(BreakerState.DISABLED);
        assertThat(Breaker.isRefused(off.breaker.tryAcquire())).isFalse();
        assertThat(off.breaker.status().errors()).isEqualTo(50);
        assertThat(off.transitions).isEmpty();
    }
}
