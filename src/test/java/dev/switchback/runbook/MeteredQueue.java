package dev.switchback.runbook;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.IngestionBuilder;
import dev.switchback.metrics.IngestMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A queue at work with its meters. */
final class MeteredQueue implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Ingestion ingestion;

    MeteredQueue(Path folder, UnaryOperator<IngestionBuilder> settings) {
        ingestion = settings.apply(Ingestion.named("orders")
                        .database("jdbc:h2:file:" + folder.resolve("queue"))
                        .state(folder.resolve("queue-state")))
                .start();
        new IngestMeters(ingestion).bindTo(registry);
    }

    Ingestion ingestion() {
        return ingestion;
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        ingestion.close();
    }
}
