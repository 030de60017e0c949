package dev.switchback.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers each request by its route, whatever happens in there. Thread-safe. */
final class Exchanges implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Routes routes;
    private final AllowedHosts hosts;
    private final int most;
    private final Semaphore free;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closing;

    Exchanges(Routes routes, AllowedHosts hosts, int most) {
        this.routes = routes;
        this.hosts = hosts;
        this.most = most;
        this.free = new Semaphore(most);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (Workers.isRefusing() || closing || !free.tryAcquire()) {
            String why = closing ? "the server is closing" : "the server is busy";
            send(exchange, new Body(exchange), Response.error(503, why).retryAfter(SOON));
            return;
        }
        try {
            Body body = new Body(exchange);
            send(exchange, body, answer(exchange, body));
        } finally {
            free.release();
        }
    }

    /** Refuses what comes from now on, and waits for what is being answered, which may take longer: false then. */
    boolean drain(Duration grace) {
        closing = true;
        try {
            return free.tryAcquire(most, grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@return the method that a route has} */
    static String method(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        return method.equals("HEAD") ? "GET" : method;
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private Response answer(HttpExchange exchange, Body body) {
        try {
            return routed(exchange, body);
        } catch (RequestRefusedException refused) {
            return refused.response();
        } catch (InvalidValueException wrong) {
            return Response.error(400, String.valueOf(wrong.getMessage()));
        } catch (Throwable failed) { // an Error too: its sender waits for an answer, and the thread is not ours
            long number = failures.incrementAndGet();
            LOG.error(
                    "[Http] a request failed (number={}, method={}, path={})",
                    number,
                    shown(method(exchange)),
                    shown(exchange.getRequestURI().getRawPath()),
                    failed);
            return Response.error(500, "it failed unexpectedly; the log knows more (number=%d)".formatted(number));
        }
    }

    private static String shown(String text) {
        return InvalidValueException.printable(text);
    }

    private Response routed(HttpExchange exchange, Body body) throws Exception {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!hosts.has(host)) {
            return Response.error(421, "this server is not called %s".formatted(shown(String.valueOf(host))));
        }
        String path = String.valueOf(exchange.getRequestURI().getRawPath());
        Optional<Routes.Found> found = routes.find(method(exchange), path);
        if (found.isPresent()) {
            Request request = new Request(exchange, found.get().parts(), body);
            return found.get().route().handler().handle(request);
        }
        Set<String> methods = routes.methods(path);
        return methods.isEmpty()
                ? Response.error(404, "there is no %s".formatted(shown(path)))
                : Response.error(
                                405,
                                "%s must be asked by %s, but was by %s"
                                        .formatted(shown(path), String.join(" or ", methods), shown(method(exchange))))
                        .with("Allow", String.join(", ", methods));
    }

    private static void send(HttpExchange exchange, Body read, Response response) {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Cache-Control", "no-store");
            for (Map.Entry<String, String> header : response.headers().entrySet()) {
                headers.set(header.getKey(), header.getValue());
            }
            if (!read.isWhole()) {
                headers.set("Connection", "close");
            }
            byte[] body = response.body();
            boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), silent ? -1 : body.length);
            if (!silent) {
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
                if (!read.isWhole()) {
                    read.discard();
                }
            }
        } catch (IOException gone) {
            LOG.debug("[Http] an answer reached nobody (status={})", response.status(), gone);
        }
    }
}
