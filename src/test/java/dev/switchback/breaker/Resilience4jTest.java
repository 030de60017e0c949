package dev.switchback.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.testing.FakeClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.TransitionCheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Resilience4j 2.4.0 does that {@link Circuit} works around: once one of these fails, look there again. */
class Resilience4jTest {

    private final FakeClock clock = new FakeClock();

    @Test
    void isWedgedByATransitionToOpenWithoutAWait() {
        CircuitBreaker breaker = CircuitBreaker.of(
                "wedged",
                settings()
                        .transitionOnResult(result -> TransitionCheckResult.transitionToOpen())
                        .build());

        assertThatThrownBy(() -> breaker.onError(1, TimeUnit.NANOSECONDS, new IllegalStateException("boom")))
                .isInstanceOf(IllegalArgumentException.class);

        clock.advance(Duration.ofDays(1));
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(breaker.tryAcquirePermission()).isFalse();
    }

    @Test
    void losesHalfOpenPermitsToErrorsThatPassItsDecorators() {
        CircuitBreaker breaker = CircuitBreaker.of("leaking", settings().build());
        breaker.transitionToOpenStateUntil(clock.instant().minusNanos(1));
        for (int probe = 0; probe < 3; probe++) {
            assertThatThrownBy(() -> breaker.executeRunnable(() -> {
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }

        clock.advance(Duration.ofDays(1));
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.tryAcquirePermission()).isFalse();
    }

    @Test
    void forgetsItsWindowWhenItsClockStepsBack() {
        CircuitBreaker breaker = CircuitBreaker.of("stepping", settings().build());
        breaker.onError(1, TimeUnit.NANOSECONDS, new IllegalStateException("boom"));
        clock.advance(Duration.ofSeconds(-1));
        for (int call = 0; call < 1_000; call++) {
            breaker.onSuccess(1, TimeUnit.NANOSECONDS);
        }

        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isLessThan(1_000);
    }

    @Test
    void tellsItsConsumersOfAFailureBeforeItCounts() {
        CircuitBreaker breaker = CircuitBreaker.of("early", settings().build());
        List<Integer> seen = new ArrayList<>();
        breaker.getEventPublisher()
                .onError(event -> seen.add(breaker.getMetrics().getNumberOfFailedCalls()));

        breaker.onError(1, TimeUnit.NANOSECONDS, new IllegalStateException("boom"));

        assertThat(seen).containsExactly(0);
    }

    @Test
    void closesOnTwoOfThreeProbesByItself() {
        CircuitBreaker breaker = CircuitBreaker.of("lenient", settings().build());
        breaker.transitionToOpenStateUntil(clock.instant().minusNanos(1));
        for (int probe = 0; probe < 3; probe++) {
            breaker.tryAcquirePermission();
        }
        breaker.onError(1, TimeUnit.NANOSECONDS, new IllegalStateException("boom"));
        breaker.onSuccess(1, TimeUnit.NANOSECONDS);
        breaker.onSuccess(1, TimeUnit.NANOSECONDS);

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    private CircuitBreakerConfig.Builder settings() {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        300,
                        20,
                        CircuitBreakerConfig.SlidingWindowType.TIME_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .permittedNumberOfCallsInHalfOpenState(3)
                .clock(clock);
    }
}
