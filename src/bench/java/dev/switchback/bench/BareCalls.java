package dev.switchback.bench;

import dev.switchback.breaker.BreakerTransition;
import dev.switchback.event.EventBus;
import dev.switchback.router.Fallback;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the parts cost by themselves on this machine: a budget in nanoseconds means nothing without them. */
public class BareCalls {

    /** The work alone. */
    @Benchmark
    public String call(Requests.OfBothSides requests) {
        return requests.next();
    }

    /** Reading the time before and after, as everything does that says how long a call took. */
    @Benchmark
    public long timePair() {
        long begun = System.nanoTime();
        return System.nanoTime() - begun;
    }

    /** One timer without histogram. */
    @Benchmark
    public void timer(OneTimer one) {
        one.timer.record(100, TimeUnit.NANOSECONDS);
    }

    /** An event that nobody hears; it would be built by the supplier. */
    @Benchmark
    public void publish(QuietBus bus) {
        bus.events.publish(bus.event);
    }

    /** The same as features publish: the event is made of what is at hand, in a function made for it. */
    @Benchmark
    public void publishMade(QuietBus bus) {
        Instant now = bus.now;
        String reason = bus.reason;
        bus.events.publish(() -> new Fallback(now, "bench", reason, true, "java.io.IOException"));
    }

    /** A timer without histogram. */
    @State(Scope.Benchmark)
    public static class OneTimer {

        private final Timer timer = new SimpleMeterRegistry().timer("calls");
    }

    /** A bus without subscribers. */
    @State(Scope.Benchmark)
    public static class QuietBus {

        private final EventBus events = new EventBus(Runnable::run);
        private final Instant now = Instant.EPOCH;
        private final String reason = "bucket_covered";
        private final Supplier<BreakerTransition> event = () -> {
            throw new IllegalStateException("nobody is there to hear it");
        };
    }
}
