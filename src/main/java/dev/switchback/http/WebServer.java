package dev.switchback.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server at work.
 *
 * <pre>{@code
 * try (var server = WebServer.of(List.of(new Route("GET", "/health/live", request -> Response.empty(204)))).start()) {
 *     System.out.println(server.uri());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Closing it refuses what comes, waits for what is being answered, and ends.
 */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private final HttpServer server;
    private final Exchanges exchanges;
    private final Workers workers;
    private final Duration grace;

    private WebServer(HttpServer server, Exchanges exchanges, Workers workers, Duration grace) {
        this.server = server;
        this.exchanges = exchanges;
        this.workers = workers;
        this.grace = grace;
    }

    /** Starts to set up a server with these routes. */
    public static WebServerBuilder of(List<Route> routes) {
        return new WebServerBuilder(routes);
    }

    static WebServer start(WebServerBuilder parts) {
        ServerProperties.setIfAbsent();
        InetSocketAddress address = parts.address();
        Exchanges exchanges = new Exchanges(new Routes(parts.routes), parts.allowedHosts(), parts.threads);
        Workers workers = new Workers(parts.threads, parts.waiting);
        HttpServer server;
        try {
            server = HttpServer.create(address, parts.waiting);
        } catch (IOException taken) {
            workers.close();
            throw ListenException.on(address, taken);
        }
        server.setExecutor(workers);
        server.createContext("/", exchanges);
        server.start();
        return new WebServer(server, exchanges, workers, parts.grace);
    }

    /** {@return the port that it listens on} */
    public int port() {
        return server.getAddress().getPort();
    }

    /** {@return how to call it from this machine} */
    public URI uri() {
        String host = server.getAddress().getAddress().getHostAddress();
        String literal = host.contains(":") ? "[%s]".formatted(host) : host;
        return URI.create("http://%s:%d".formatted(literal, port()));
    }

    @Override
    public void close() {
        if (!exchanges.drain(grace)) {
            LOG.warn("[Http] requests were not answered within {}; their connections are closed", grace);
        }
        server.stop(0);
        workers.close();
    }
}
