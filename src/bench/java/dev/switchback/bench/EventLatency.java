package dev.switchback.bench;

import dev.switchback.event.EventBus;
import dev.switchback.event.Subscription;
import dev.switchback.router.Fallback;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** How long a publisher takes, by quantiles, who works for some ten microseconds and tells of it each time. */
public class EventLatency {

    private static final long WORK = 20_000;
    private static final long SLOW_NANOS = 100_000_000;

    /** Nobody hears it. */
    @Benchmark
    public void unheard(Nobody bus) {
        bus.workAndPublish();
    }

    /** One hears it who takes a tenth of a second for each, so that its queue is full. */
    @Benchmark
    public void slowlyHeard(Slow bus) {
        bus.workAndPublish();
    }

    /** A bus without subscribers. */
    @State(Scope.Benchmark)
    public static class Nobody {

        private static final Instant NOW = Instant.EPOCH;

        final ExecutorService threads = Executors.newCachedThreadPool();
        final EventBus events = new EventBus(threads);

        void workAndPublish() {
            Blackhole.consumeCPU(WORK);
            events.publish(() -> new Fallback(NOW, "bench", "bucket_covered", true, "java.io.IOException"));
        }

        /** Ends the subscribers. */
        @TearDown
        public void close() {
            threads.shutdownNow();
        }
    }

    /** A bus with a slow subscriber. */
    @State(Scope.Benchmark)
    public static class Slow extends Nobody {

        private Subscription subscription;

        /** Subscribes. */
        @Setup
        public void subscribe() {
            subscription = events.on(Fallback.class, event -> LockSupport.parkNanos(SLOW_NANOS));
        }

        /** Ends it, but not without having looked: it was too slow indeed. */
        @Override
        @TearDown
        public void close() {
            long dropped = subscription.dropped();
            super.close();
            if (dropped == 0) {
                throw new IllegalStateException("a subscriber that was to be too slow has kept up");
            }
        }
    }
}
