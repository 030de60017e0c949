package dev.switchback.metrics;

import dev.switchback.http.Response;
import dev.switchback.http.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;

/**
 * Answers {@code GET /metrics} in the text format of Prometheus, version 0.0.4.
 *
 * <pre>{@code
 * PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
 * new MigrationMeters(migration).bindTo(registry);
 * WebServer.of(List.of(MetricsEndpoint.of(registry))).port(9100).start();
 * }</pre>
 *
 * <p>Needs {@code io.micrometer:micrometer-registry-prometheus}. Whoever reaches the server may read it: there is
 * nothing in it that names a key, a user or a table.
 */
public final class MetricsEndpoint {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private MetricsEndpoint() {}

    /** {@return the route, for a server that may have others too} */
    public static Route of(PrometheusMeterRegistry registry) {
        return new Route(
                "GET",
                "/metrics",
                request -> Response.of(200, TEXT, registry.scrape().getBytes(StandardCharsets.UTF_8)));
    }
}
