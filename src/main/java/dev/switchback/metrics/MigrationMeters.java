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
import java.util.concurrent.TimeUnit;

/**
 * The meters of a migration, each with the tag {@code migration}.
 *
 * <pre>{@code
 * new MigrationMeters(migration).bindTo(registry);
 * }</pre>
 *
 * <ul>
 *   <li>{@code migration.canary.comparisons}, counter, tag {@code result}: every {@link CanaryResult} in lower case
 *   <li>{@code migration.canary.raised}, counter: what canaries threw and nobody saw
 *   <li>{@code migration.canary.overhead}, timer: what ended canaries took in the other side and in comparing
 * </ul>
 *
 * <p>Every meter is there from the begin, at zero. Values are read from counters that are kept anyway, when somebody
 * looks. Needs {@code io.micrometer:micrometer-core}.
 */
public final class MigrationMeters implements MeterBinder {

    private static final String COMPARISONS = "migration.canary.comparisons";
    private static final String RAISED = "migration.canary.raised";
    private static final String OVERHEAD = "migration.canary.overhead";

    private final Migration migration;

    /** Makes the meters of one migration, which must live as long as they are looked at. */
    public MigrationMeters(Migration migration) {
        InvalidValueException.unless(migration != null, "migration", "a migration", null);
        this.migration = migration;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("migration", migration.name());
        for (CanaryResult result : CanaryResult.values()) {
            FunctionCounter.builder(COMPARISONS, migration, of -> count(of.canaryStatistics(), result))
                    .tags(tags.and("result", result.text()))
                    .description("canaries by how they ended")
                    .register(registry);
        }
        FunctionCounter.builder(RAISED, migration, of -> of.canaryStatistics().raised())
                .tags(tags)
                .description("what pipelines, comparators, rules, cleaners and observers of canaries threw")
                .register(registry);
        FunctionTimer.builder(
                        OVERHEAD,
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
