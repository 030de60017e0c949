package dev.switchback.metrics;

import dev.switchback.ingest.IngestCounts;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.pipeline.InvalidValueException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The meters of a queue as one process sees it, each with the tag {@code migration}, the queue's name.
 *
 * <ul>
 *   <li>{@code migration.ingest.depth}, gauge, tag {@code status} ({@code pending}, {@code processing}, {@code dead}):
 *       events, of all processes together
 *   <li>{@code migration.ingest.stuck}, gauge: events whose lease has run out
 *   <li>{@code migration.ingest.oldest.age}, gauge, seconds: how long the oldest event has been in the queue
 *   <li>{@code migration.ingest.delivery.backlog}, gauge: deliveries that are still to be made
 *   <li>{@code migration.ingest.mode}, gauge, tag {@code mode}: 1 for the one in force, 0 for the others
 *   <li>{@code migration.ingest.accepted}, {@code processed}, {@code failed}, {@code dead}, {@code rescued}, counters:
 *       events and attempts of this process
 *   <li>{@code migration.ingest.processing}, timer: what handlers took in this process
 * </ul>
 *
 * <p>Every meter is there from the begin, at zero. Nothing is asked of the database when somebody looks. Needs
 * {@code io.micrometer:micrometer-core}.
 */
public final class IngestMeters implements MeterBinder {

    private static final String PREFIX = "migration.ingest.";

    private final Ingestion ingestion;

    /** Makes the meters of one queue, which must live as long as they are looked at. */
    public IngestMeters(Ingestion ingestion) {
        InvalidValueException.unless(ingestion != null, "ingestion", "a queue", null);
        this.ingestion = ingestion;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("migration", ingestion.name());
        depth(registry, tags.and("status", "pending"), Depths::pending);
        depth(registry, tags.and("status", "processing"), Depths::processing);
        depth(registry, tags.and("status", "dead"), Depths::dead);
        gauge(registry, tags, "stuck", of -> of.depths().stuck());
        gauge(registry, tags, "delivery.backlog", of -> of.depths().deliveries());
        Gauge.builder(
                        PREFIX + "oldest.age",
                        ingestion,
                        of -> of.depths().oldest().toMillis() / 1_000.0)
                .tags(tags)
                .baseUnit("seconds")
                .register(registry);
        for (Mode mode : Mode.values()) {
            gauge(
                    registry,
                    tags.and("mode", mode.text()),
                    "mode",
                    of -> of.queue().control().mode() == mode ? 1 : 0);
        }
        counter(registry, tags, "accepted", IngestCounts::accepted);
        counter(registry, tags, "processed", IngestCounts::processed);
        counter(registry, tags, "failed", IngestCounts::failed);
        counter(registry, tags, "dead", IngestCounts::dead);
        counter(registry, tags, "rescued", IngestCounts::rescued);
        FunctionTimer.builder(
                        PREFIX + "processing",
                        ingestion,
                        of -> of.counts().processed(),
                        of -> (double) of.counts().handling().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("what handlers took")
                .register(registry);
    }

    private void depth(MeterRegistry registry, Tags tags, ToLongFunction<Depths> part) {
        gauge(registry, tags, "depth", of -> part.applyAsLong(of.depths()));
    }

    private void gauge(MeterRegistry registry, Tags tags, String name, ToDoubleFunction<Ingestion> value) {
        Gauge.builder(PREFIX + name, ingestion, value).tags(tags).register(registry);
    }

    private void counter(MeterRegistry registry, Tags tags, String name, ToLongFunction<IngestCounts> part) {
        FunctionCounter.builder(PREFIX + name, ingestion, of -> part.applyAsLong(of.counts()))
                .tags(tags)
                .register(registry);
    }
}
