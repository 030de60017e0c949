package dev.switchback.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.TransitionCheckResult;
import io.github.resilience4j.core.functions.Either;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * One breaker of Resilience4j, from one change of state or of settings to the next.
 *
 * <p>What is known about 2.4.0 and kept here: {@code transitionToOpen()} wedges the breaker, so a trip by count says
 * how
 * long to wait; the count is taken in {@code transitionOnResult}, which alone sees the failure that just came; a
 * lock-free window ignores the clock it is given; the automatic step from open to half-open runs in real time on one
 * thread for the whole JVM, so it stays off; its decorators let an {@code Error} pass uncounted and keep its permit, so
 * permits are taken and settled by hand; an event consumer makes every call allocate, so there is none.
 */
final class Circuit {

    private static final Duration LEAST_PROBING = Duration.ofMinutes(1);
    private static final Duration NEVER_SLOW = Duration.ofNanos(Long.MAX_VALUE);

    private final BreakerSettings settings;
    private final Supplier<Duration> nextWait;
    private final IntSupplier carried;
    private final CircuitBreaker delegate;

    private Circuit(Plan plan, int minimumCalls) {
        this.settings = plan.settings();
        this.nextWait = plan.nextWait();
        this.carried = plan.carried();
        this.delegate = CircuitBreaker.of(plan.name(), config(plan, minimumCalls));
    }

    /** {@return one that counts calls and trips, or only counts where the settings say that it is off} */
    static Circuit counting(Plan plan) {
        Circuit circuit = new Circuit(plan, plan.settings().minimumCalls());
        if (!plan.settings().enabled()) {
            circuit.delegate.transitionToMetricsOnlyState();
        }
        return circuit;
    }

    /** {@return one that lets probes through, the first of which is taken already} */
    static Circuit probing(Plan plan) {
        // with fewer calls than probes as the minimum, Resilience4j would close before all of them have passed
        Circuit circuit = new Circuit(plan, plan.settings().halfOpenProbes());
        circuit.delegate.transitionToOpenStateUntil(plan.clock().instant().minusNanos(1));
        circuit.takeProbe();
        return circuit;
    }

    /** {@return how long probes may take before the wait begins again} */
    static Duration longestProbing(BreakerSettings settings) {
        return settings.recovery().compareTo(LEAST_PROBING) > 0 ? settings.recovery() : LEAST_PROBING;
    }

    void succeeded(long tookNanos) {
        delegate.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
    }

    void failed(long tookNanos, Throwable error) {
        delegate.onError(tookNanos, TimeUnit.NANOSECONDS, error);
    }

    boolean takeProbe() {
        return delegate.tryAcquirePermission();
    }

    void giveProbeBack() {
        delegate.releasePermission();
    }

    void open() {
        delegate.transitionToOpenStateFor(nextWait.get());
    }

    void openFor(Duration wait) {
        delegate.transitionToOpenStateUntil(
                delegate.getCircuitBreakerConfig().getClock().instant().plus(wait));
    }

    /** Lets go of the timer that limits its probes. */
    void abandon() {
        if (delegate.getState() == State.HALF_OPEN) {
            delegate.transitionToClosedState();
        }
    }

    boolean isOpen() {
        return delegate.getState() == State.OPEN;
    }

    boolean isClosed() {
        return delegate.getState() == State.CLOSED;
    }

    /** {@return failures in the window, those of an earlier window that still count included} */
    int failures() {
        return delegate.getMetrics().getNumberOfFailedCalls() + carried.getAsInt();
    }

    int calls() {
        return delegate.getMetrics().getNumberOfBufferedCalls() + carried.getAsInt();
    }

    /** {@return failures among the window's calls in percent; Resilience4j's own -1 never gets out} */
    OptionalDouble failureRate() {
        float rate = delegate.getMetrics().getFailureRate();
        return rate < 0 ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** {@return what opened it, asked right after; by then the window may have moved on and forgotten it} */
    BreakerCause cause() {
        if (failures() >= settings.errorThreshold()) {
            return BreakerCause.ERROR_COUNT;
        }
        boolean slow = settings.slowCall().isPresent() && failureRate().orElse(0) < settings.failureRatePercent();
        return slow ? BreakerCause.SLOW_CALLS : BreakerCause.FAILURE_RATE;
    }

    private CircuitBreakerConfig config(Plan plan, int minimumCalls) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        (int) settings.errorWindow().toSeconds(),
                        minimumCalls,
                        SlidingWindowType.TIME_BASED,
                        SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold((float) settings.failureRatePercent())
                .slowCallDurationThreshold(settings.slowCall().orElse(NEVER_SLOW))
                .slowCallRateThreshold((float) settings.slowRatePercent())
                .waitIntervalFunctionInOpenState(attempt -> nextWait.get().toMillis())
                .permittedNumberOfCallsInHalfOpenState(settings.halfOpenProbes())
                .maxWaitDurationInHalfOpenState(longestProbing(settings))
                .transitionToStateAfterWaitDuration(State.OPEN)
                .automaticTransitionFromOpenToHalfOpenEnabled(false)
                .transitionOnResult(this::afterResult)
                .clock(plan.clock())
                .build();
    }

    private TransitionCheckResult afterResult(Either<Object, Throwable> result) {
        return result.isRight() && failures() >= settings.errorThreshold()
                ? TransitionCheckResult.transitionToOpenAndWaitFor(nextWait.get())
                : TransitionCheckResult.noTransition();
    }

    /**
     * What a circuit is made of.
     *
     * @param name the migration's name
     * @param settings the thresholds
     * @param clock the clock of the window
     * @param nextWait how long the next trip lasts; asked more than once for one trip, so it changes nothing
     * @param carried failures of an earlier window that still count
     */
    record Plan(String name, BreakerSettings settings, Clock clock, Supplier<Duration> nextWait, IntSupplier carried) {}
}
