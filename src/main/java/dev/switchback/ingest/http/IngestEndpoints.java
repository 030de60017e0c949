package dev.switchback.ingest.http;

import dev.switchback.http.Route;
import dev.switchback.http.WebServer;
import dev.switchback.http.WebServerBuilder;
import dev.switchback.ingest.Ingestion;
import java.util.List;

/**
 * The routes of a queue: {@code POST /api/events}, {@code GET /health/live} and {@code GET /health/ready}.
 *
 * <pre>{@code
 * try (var orders = Ingestion.named("orders").start();
 *         var server = IngestEndpoints.on(orders).server().port(4000).start()) {
 *     Thread.currentThread().join();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class IngestEndpoints {

    private final Ingestion ingestion;

    private IngestEndpoints(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    /** {@return the routes of a queue, which the caller closes} */
    public static IngestEndpoints on(Ingestion ingestion) {
        return new IngestEndpoints(ingestion);
    }

    /** {@return the routes, for a server that has others too} */
    public List<Route> routes() {
        EventsEndpoint events = new EventsEndpoint(ingestion);
        HealthEndpoints health = new HealthEndpoints(ingestion);
        return List.of(
                new Route("POST", "/api/events", events::submit),
                new Route("GET", "/health/live", health::live),
                new Route("GET", "/health/ready", health::ready));
    }

    /** Starts to set up a server with these routes alone; others may reach it if tenants are declared. */
    public WebServerBuilder server() {
        return WebServer.of(routes()).authenticated(ingestion.tenants().areDeclared());
    }
}
