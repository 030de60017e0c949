package dev.switchback.bench;

import dev.switchback.Migration;
import dev.switchback.MigrationBuilder;
import dev.switchback.flags.CanaryFlags;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Share;
import dev.switchback.pipeline.Route;
import dev.switchback.router.CallObserver;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.state.Attribution;
import dev.switchback.state.MemoryStateStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A migration in memory as applications run it: breaker, counters and one timer for each side; logging is off. */
public abstract class RoutedMigration {

    private final boolean timed;
    private final UnaryOperator<Settings> settings;
    private Migration migration;
    private MigrationAdapter<String, String, RuntimeException> adapter;

    RoutedMigration(boolean timed, UnaryOperator<Settings> settings) {
        this.timed = timed;
        this.settings = settings;
    }

    /** Starts it. */
    @Setup
    public void start() {
        MigrationBuilder builder = Migration.named(Requests.MIGRATION)
                .store(new MemoryStateStore(Clock.systemUTC()))
                .environment(Map.of());
        migration =
                timed ? builder.onCall(new Timers(new SimpleMeterRegistry())).start() : builder.start();
        migration.flags().change(settings, Attribution.api("benchmark", "what is measured"));
        adapter = migration
                .legacy((String request) -> request)
                .newPipeline(request -> request)
                .build();
    }

    /** Ends it. */
    @TearDown
    public void close() {
        migration.close();
    }

    MigrationAdapter<String, String, RuntimeException> adapter() {
        return adapter;
    }

    /** Two timers without histogram. */
    static final class Timers implements CallObserver {

        private final Timer legacy;
        private final Timer newSide;

        Timers(MeterRegistry registry) {
            legacy = registry.timer("calls", "route", Route.LEGACY.text());
            newSide = registry.timer("calls", "route", Route.NEW.text());
        }

        @Override
        public void onCall(Reason reason, Route ran, boolean failed, long tookNanos) {
            (ran == Route.NEW ? newSide : legacy).record(tookNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** 0 %: every key stays on legacy. */
    @State(Scope.Benchmark)
    public static class AtNothing extends RoutedMigration {

        /** Describes it. */
        public AtNothing() {
            super(true, before -> before.withPercentage(Share.NONE));
        }
    }

    /** 50 %. */
    @State(Scope.Benchmark)
    public static class AtHalf extends RoutedMigration {

        /** Describes it. */
        public AtHalf() {
            super(true, before -> before.withPercentage(Share.of(50)));
        }
    }

    /** 50 %, without timers: breaker and counters alone. */
    @State(Scope.Benchmark)
    public static class AtHalfUntimed extends RoutedMigration {

        /** Describes it. */
        public AtHalfUntimed() {
            super(false, before -> before.withPercentage(Share.of(50)));
        }
    }

    /** 50 % with canaries on: each key is asked for, so rarely that none of them is run. */
    @State(Scope.Benchmark)
    public static class AtHalfWithCanary extends RoutedMigration {

        /** Describes it. */
        public AtHalfWithCanary() {
            super(
                    true,
                    before -> before.withPercentage(Share.of(50))
                            .withCanary(CanaryFlags.DEFAULTS.withEnabled(true).withSample(Share.of(0.001))));
        }
    }

    /** 100 %: every key goes to the new pipeline. */
    @State(Scope.Benchmark)
    public static class AtEverything extends RoutedMigration {

        /** Describes it. */
        public AtEverything() {
            super(true, before -> before.withPercentage(Share.ALL));
        }
    }
}
