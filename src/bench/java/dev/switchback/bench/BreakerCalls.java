package dev.switchback.bench;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bare breakers: they protect a call and route nothing. */
public class BreakerCalls {

    /** Resilience4j with its defaults: the last hundred calls. */
    @Benchmark
    public String resilience4j(Defaults breaker, Requests.OfNew requests) {
        String request = requests.next();
        return breaker.circuit.executeSupplier(() -> request);
    }

    /** Resilience4j with a window of five minutes, which is what is behind our own. */
    @Benchmark
    public String resilience4jByTime(ByTime breaker, Requests.OfNew requests) {
        String request = requests.next();
        return breaker.circuit.executeSupplier(() -> request);
    }

    /** Failsafe with its defaults. */
    @Benchmark
    public String failsafe(FailsafeDefaults breaker, Requests.OfNew requests) {
        String request = requests.next();
        return breaker.executor.get(() -> request);
    }

    /** Resilience4j's defaults. */
    @State(Scope.Benchmark)
    public static class Defaults {

        private final CircuitBreaker circuit = CircuitBreaker.ofDefaults("bench");
    }

    /** A window of five minutes. */
    @State(Scope.Benchmark)
    public static class ByTime {

        private static final int SECONDS = 300;
        private static final int LEAST_CALLS = 20;

        private final CircuitBreaker circuit = CircuitBreaker.of(
                "bench",
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                SECONDS,
                                LEAST_CALLS,
                                SlidingWindowType.TIME_BASED,
                                SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                        .build());
    }

    /** Failsafe's defaults. */
    @State(Scope.Benchmark)
    public static class FailsafeDefaults {

        private final FailsafeExecutor<String> executor = Failsafe.with(dev.failsafe.CircuitBreaker.ofDefaults());
    }
}
