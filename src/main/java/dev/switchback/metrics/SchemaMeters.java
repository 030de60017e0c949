package dev.switchback.metrics;

import dev.switchback.event.EventSource;
import dev.switchback.event.Subscription;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.MigrationStatus;
import dev.switchback.schema.model.SchemaEvent;
import dev.switchback.schema.model.SchemaStatus;
import dev.switchback.schema.model.Standing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * The meters of the migrations of one database, each with the tag {@code migration}, {@code schema:} and its name.
 *
 * <p>Gauges {@code migration.schema.applied}, {@code .pending}, {@code .phantom} (also of those whose file has changed),
 * {@code .failed} (also of those that were interrupted) and {@code .unverified} (applied, with a down that nobody saw
 * restore the schema, or none), as {@link #look} saw them last: looking asks the database, so the application says when.
 * Counter {@code migration.schema.rollbacks} {outcome = finish | failed} and timer {@code migration.schema.rollback} of
 * what {@link #follow followed} sources tell; dry runs do not count.
 */
public final class SchemaMeters implements MeterBinder {

    private final SchemaMigrations migrations;
    private final Tags tags;
    private final LongAdder finished = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile Seen seen = new Seen(0, 0, 0, 0, 0);

    private record Seen(long applied, long pending, long phantom, long failed, long unverified) {

        static Seen of(SchemaStatus status) {
            return new Seen(
                    status.count(Standing.APPLIED),
                    status.count(Standing.PENDING),
                    status.count(Standing.PHANTOM) + status.count(Standing.CHANGED),
                    status.count(Standing.FAILED) + status.count(Standing.INTERRUPTED),
                    status.migrations().stream().filter(Seen::isUnverified).count());
        }

        private static boolean isUnverified(MigrationStatus one) {
            return one.row().isPresent()
                    && !one.row().get().down().filter(down -> down.isVerified()).isPresent();
        }
    }

    /**
     * Makes the meters.
     *
     * @param name what the database is called, as in its events: {@code primary}
     */
    public SchemaMeters(SchemaMigrations migrations, String name) {
        this.migrations = migrations;
        this.tags = Tags.of("migration", "schema:" + name);
    }

    /** Counts the rollbacks that a source tells of from now on. */
    public Subscription follow(EventSource events) {
        return events.inline().on(SchemaEvent.class, this::count);
    }

    /**
     * Asks the database where the migrations stand.
     *
     * @throws dev.switchback.schema.model.SchemaChangeException if it cannot be asked ; the gauges stay as they are
     */
    public void look() {
        seen = Seen.of(migrations.status());
    }

    private void count(SchemaEvent event) {
        if (event instanceof SchemaEvent.MigrationFinished done
                && !done.subject().dryRun()) {
            count(finished, done.duration());
        } else if (event instanceof SchemaEvent.MigrationFailed not
                && !not.subject().dryRun()) {
            count(failed, not.duration());
        }
    }

    private void count(LongAdder outcome, Duration took) {
        outcome.increment();
        nanos.add(took.toNanos());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, MeterNames.SCHEMA_APPLIED, Seen::applied);
        gauge(registry, MeterNames.SCHEMA_PENDING, Seen::pending);
        gauge(registry, MeterNames.SCHEMA_PHANTOM, Seen::phantom);
        gauge(registry, MeterNames.SCHEMA_FAILED, Seen::failed);
        gauge(registry, MeterNames.SCHEMA_UNVERIFIED, Seen::unverified);
        counter(registry, "finish", finished);
        counter(registry, "failed", failed);
        FunctionTimer.builder(
                        MeterNames.SCHEMA_ROLLBACK,
                        registry,
                        any -> finished.sum() + failed.sum(),
                        any -> nanos.sum(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToLongFunction<Seen> value) {
        Gauge.builder(name, () -> value.applyAsLong(seen)).tags(tags).register(registry);
    }

    private void counter(MeterRegistry registry, String outcome, LongAdder adder) {
        FunctionCounter.builder(MeterNames.SCHEMA_ROLLBACKS, registry, any -> adder.sum())
                .tags(tags.and("outcome", outcome))
                .register(registry);
    }
}
