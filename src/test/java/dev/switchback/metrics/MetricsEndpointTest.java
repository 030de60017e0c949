package dev.switchback.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.http.WebServer;
import dev.switchback.ingest.Ingestion;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsEndpointTest {

    @TempDir
    Path folder;

    @Test
    void isScrapedWithEveryMeterAtItsStart() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Migration migration = Migration.embedded();
                Ingestion orders = Ingestion.named("orders")
                        .database("jdbc:h2:file:" + folder.resolve("queue"))
                        .state(folder.resolve("state"))
                        .start();
                WebServer server =
                        WebServer.of(List.of(MetricsEndpoint.of(registry))).start()) {
            new MigrationMeters(migration).bindTo(registry);
            new IngestMeters(orders).bindTo(registry);

            HttpResponse<String> scraped = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(server.port())))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(scraped.statusCode()).isEqualTo(200);
            assertThat(scraped.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(scraped.body())
                    .contains(
                            "migration_rollback_state{",
                            "migration_ingest_depth{migration=\"orders\",status=\"pending\"} 0.0",
                            "migration_ingest_dead_total{migration=\"orders\"} 0.0");
        }
    }
}
