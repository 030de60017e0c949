package dev.switchback.bench;

import com.github.rawls238.scientist4j.Experiment;
import dev.switchback.Migration;
import dev.switchback.flags.CanaryFlags;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.state.Attribution;
import dev.switchback.state.MemoryStateStore;
import io.dropwizard.metrics5.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** How long a caller waits, by quantiles, while every one of its requests is also asked of a side that hangs. */
public class CanaryLatency {

    private static final long WORK = 20_000;
    private static final Duration HANGS = Duration.ofMillis(500);

    /** Legacy work of some ten microseconds, no canary. */
    @Benchmark
    public String withoutCanary(Quiet migration, Requests.OfBothSides requests) {
        return migration.adapter.generate(requests.next());
    }

    /** The same with a detached canary of every request. */
    @Benchmark
    public String withCanary(Shadowed migration, Requests.OfBothSides requests) {
        return migration.adapter.generate(requests.next());
    }

    /** Scientist4J, asynchronously. */
    @Benchmark
    public String scientist(Asynchronous experiment, Requests.OfBothSides requests) throws Exception {
        String request = requests.next();
        return experiment.experiment.runAsync(() -> worked(request), () -> hung(request));
    }

    private static String worked(String request) {
        Blackhole.consumeCPU(WORK);
        return request;
    }

    private static String hung(String request) {
        long until = System.nanoTime() + HANGS.toNanos();
        for (long left = HANGS.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left); // an interrupt does not end it either: it hangs
        }
        return request;
    }

    /** A migration at 0 %. */
    @State(Scope.Benchmark)
    public static class Quiet {

        private final CanaryFlags canary;
        Migration migration;
        MigrationAdapter<String, String, RuntimeException> adapter;

        /** Without canaries. */
        public Quiet() {
            this(CanaryFlags.DEFAULTS);
        }

        Quiet(CanaryFlags canary) {
            this.canary = canary;
        }

        /** Starts it. */
        @Setup
        public void start() {
            migration = Migration.named(Requests.MIGRATION)
                    .store(new MemoryStateStore(Clock.systemUTC()))
                    .environment(Map.of())
                    .start();
            migration
                    .flags()
                    .change(before -> before.withCanary(canary), Attribution.api("benchmark", "what is measured"));
            adapter = migration
                    .legacy(CanaryLatency::worked)
                    .newPipeline(CanaryLatency::hung)
                    .build();
        }

        /** Ends it. */
        @TearDown
        public void close() {
            migration.close();
        }
    }

    /** A migration at 0 %, with a canary of every request. */
    @State(Scope.Benchmark)
    public static class Shadowed extends Quiet {

        private static final int THREADS = 2;

        /** With canaries. */
        public Shadowed() {
            super(CanaryFlags.DEFAULTS.withEnabled(true));
        }

        /** Ends it, but not without having looked: the threads are bounded, and what had no room was counted. */
        @Override
        @TearDown
        public void close() {
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().matches("switchback-canary-[0-9]+"))
                    .count();
            Map<String, Object> canary = Objects.requireNonNull(
                            migration.healthCheck().components().get("canary"))
                    .details();
            long sampled = migration.statistics().executionsCanary();
            long dropped = ((Number) Objects.requireNonNull(canary.get("dropped"))).longValue();
            super.close();
            if (threads > THREADS || dropped == 0 || sampled < dropped) {
                throw new IllegalStateException("canary threads=%d, sampled=%d, dropped=%d, details=%s"
                        .formatted(threads, sampled, dropped, canary));
            }
        }
    }

    /** An experiment that runs both sides at once. */
    @State(Scope.Benchmark)
    public static class Asynchronous {

        private final Experiment<String> experiment = new Experiment<>("bench", new MetricRegistry());
    }
}
