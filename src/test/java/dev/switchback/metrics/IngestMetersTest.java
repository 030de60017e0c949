package dev.switchback.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.state.Attribution;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    private double value(String name, String... tags) {
        return registry.get("migration.ingest." + name)
                .tags(tags)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    @Test
    void showsWhatTheQueueDoes() {
        try (Ingestion orders = Ingestion.named("orders")
                .database("jdbc:h2:file:" + folder.resolve("queue"))
                .state(folder.resolve("state"))
                .processing(false)
                .start()) {
            new IngestMeters(orders).bindTo(registry);
            assertThat(value("depth", "status", "pending")).isZero();
            assertThat(value("mode", "mode", "async")).isEqualTo(1);

            orders.queue().submitAll(List.of(NewEvent.of("1"), NewEvent.of("2")));
            orders.queue().mode(Mode.HOLD, false, Attribution.api("ada", "a test"));

            await().until(() -> value("depth", "status", "pending") == 2);
            assertThat(value("accepted")).isEqualTo(2);
            assertThat(value("mode", "mode", "async")).isZero();
            assertThat(value("mode", "mode", "hold")).isEqualTo(1);
            assertThat(value("oldest.age")).isBetween(0.0, 60.0);
        }
    }

    @Test
    void hasOnlyTagsWhoseValuesAreKnownBeforehand() {
        try (Ingestion orders = Ingestion.named("orders")
                .database("jdbc:h2:file:" + folder.resolve("queue"))
                .state(folder.resolve("state"))
                .start()) {
            new IngestMeters(orders).bindTo(registry);
        }

        Set<String> tags = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.toSet());
        assertThat(tags)
                .containsExactlyInAnyOrder(
                        "migration=orders",
                        "status=pending",
                        "status=processing",
                        "status=dead",
                        "mode=async",
                        "mode=hold",
                        "mode=drain",
                        "mode=sync",
                        "mode=reject");
    }
}
