package dev.switchback.examples;

import dev.switchback.event.EventSource;
import dev.switchback.event.Subscription;
import dev.switchback.schema.model.SchemaEvent;
import io.micrometer.core.instrument.MeterRegistry;

/** Example 1: statistics. Counts and times rollbacks; StatsD, Datadog and others are registries of Micrometer. */
public final class RollbackStatistics {

    private RollbackStatistics() {}

    /** Subscribes; a branch is no tag, as there is no end of branches. */
    public static Subscription subscribe(EventSource events, MeterRegistry registry) {
        return events.on(
                SchemaEvent.MigrationFinished.class,
                event -> registry.timer(
                                "app.rollbacks", "database", event.subject().database())
                        .record(event.duration()));
    }
}
