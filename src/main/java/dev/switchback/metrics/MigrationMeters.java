package dev.switchback.metrics;

import dev.switchback.Migration;
import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.CanaryStatistics;
import dev.switchback.pipeline.InvalidValueException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The meters of a migration, each with the tag {@code migration}.
 *
 * <pre>{@code
 * new MigrationMeters(migration).bindTo(registry);
 * }</pre>
 *
 * <p>Counters and timers: {@code migration.canary.comparisons} {result}, {@code migration.canary.raised},
 * {@code migration.canary.overhead}, {@code migration.breaker.trips} {cause}, {@code migration.rollbacks} {trigger},
 * {@code migration.state.write.errors}, {@code migration.events.dropped}; with {@link CallMeters} also
 * {@code migration.executions} {assigned, served, outcome}, {@code migration.decisions} {route, reason} and
 * {@code migration.fallbacks} {cause}. Gauges: {@code migration.rollout.ratio} {kind}, {@code migration.breaker.state}
 * {state}, {@code migration.breaker.errors}, {@code migration.rollback.state} {state}, {@code migration.override} {mode},
 * {@code migration.override.remaining}, {@code migration.state.generation}, {@code migration.state.writable},
 * {@code migration.store.age}. See {@link NodeMeters} and {@link SchemaMeters} for others.
 *
 * <p>Every meter is there from the begin, at zero. Values are read from counters that are kept anyway, when somebody
 * looks. Needs {@code io.micrometer:micrometer-core}.
 */
public final class MigrationMeters implements MeterBinder {

    private final Migration migration;
    private final Optional<CallMeters> calls;
    private final EventCounters events;

    /** Makes the meters of one migration, which must live as long as they are looked at; none of them counts calls. */
    public MigrationMeters(Migration migration) {
        this(migration, Optional.empty());
    }

    /**
     * Makes the meters of one migration and of its calls.
     *
     * @param calls what the migration was started with, as {@code onCall}
     */
    public MigrationMeters(Migration migration, CallMeters calls) {
        this(migration, Optional.of(calls));
    }

    private MigrationMeters(Migration migration, Optional<CallMeters> calls) {
        InvalidValueException.unless(migration != null, "migration", "a migration", null);
        this.migration = migration;
        this.calls = calls;
        this.events = new EventCounters(migration.events());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("migration", migration.name());
        canaries(registry, tags);
        new StateMeters(migration, registry, tags).bind();
        events.bindTo(registry, tags);
        calls.ifPresent(counted -> counted.bindTo(registry, tags));
    }

    private void canaries(MeterRegistry registry, Tags tags) {
        for (CanaryResult result : CanaryResult.values()) {
            FunctionCounter.builder(MeterNames.COMPARISONS, migration, of -> count(of.canaryStatistics(), result))
                    .tags(tags.and("result", result.text()))
                    .description("canaries by how they ended")
                    .register(registry);
        }
        FunctionCounter.builder(
                        MeterNames.RAISED,
                        migration,
                        of -> of.canaryStatistics().raised())
                .tags(tags)
                .description("what pipelines, comparators, rules, cleaners and observers of canaries threw")
                .register(registry);
        FunctionTimer.builder(
                        MeterNames.OVERHEAD,
                        migration,
                        of -> ended(of.canaryStatistics()),
                        of -> (double) ended(of.canaryStatistics())
                                * of.canaryStatistics().meanOverhead().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("what ended canaries took")
                .register(registry);
    }

    private static long ended(CanaryStatistics statistics) {
        return statistics.compared() + statistics.errors() + statistics.timeouts();
    }

    private static long count(CanaryStatistics statistics, CanaryResult result) {
        return switch (result) {
            case MATCH -> statistics.matches();
            case NOISE -> statistics.noise();
            case IGNORED -> statistics.ignored();
            case COSMETIC -> statistics.cosmetic();
            case CRITICAL -> statistics.critical();
            case ERROR -> statistics.errors();
            case DROPPED -> statistics.dropped();
            case TIMEOUT -> statistics.timeouts();
        };
    }
}
