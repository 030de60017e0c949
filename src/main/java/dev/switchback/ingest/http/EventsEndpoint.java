package dev.switchback.ingest.http;

import dev.switchback.http.Request;
import dev.switchback.http.RequestRefusedException;
import dev.switchback.http.Response;
import dev.switchback.ingest.EventRefusedException;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.queue.Receipt;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes events in by HTTP: what is answered by 201 or 202 is kept. Thread-safe. */
final class EventsEndpoint {

    private static final int LARGEST = 256 * 1024;
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final String BEARER = "bearer ";

    private final Ingestion ingestion;

    EventsEndpoint(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    /** The body is read last: whoever is refused for another reason need not have sent it. */
    Response submit(Request request) {
        requireNoPage(request);
        String tenant = tenant(request);
        try {
            ingestion.queue().requireOpen(tenant);
            return taken(request, tenant);
        } catch (EventRefusedException refused) {
            return refusal(refused);
        } catch (QueueUnavailableException away) {
            return Response.error(503, String.valueOf(away.getMessage())).retryAfter(LATER);
        }
    }

    private Response taken(Request request, String tenant) {
        requireJson(request);
        Optional<String> once = request.header("Idempotency-Key");
        Optional<String> order = request.header("Ordering-Key");
        NewEvent bare = new NewEvent(tenant, once, order, ""); // a bad key is refused before the body is read
        Receipt receipt = ingestion
                .queue()
                .submit(new NewEvent(bare.tenant(), bare.idempotencyKey(), bare.orderingKey(), request.text(LARGEST)));
        int status = receipt instanceof Receipt.Created ? 201 : 202;
        return Response.json(status, fields("id", receipt.id().toString(), "status", receipt.status()));
    }

    private static Response refusal(EventRefusedException refused) {
        int status = switch (refused.why()) {
            case KEY_CONFLICT -> 409;
            case HANDLER_FAILED -> 422;
            case OVER_QUOTA -> 429;
            case REJECTING, FULL, OUT_OF_ORDER, CLOSED -> 503;
        };
        Map<String, String> body = fields("error", String.valueOf(refused.getMessage()));
        refused.existing().ifPresent(id -> body.put("id", id.toString()));
        Response response = Response.json(status, body);
        return status == 429 || status == 503
                ? response.retryAfter(refused.retryAfter().orElse(LATER))
                : refused.retryAfter().map(response::retryAfter).orElse(response);
    }

    private String tenant(Request request) {
        if (!ingestion.tenants().areDeclared()) {
            return NewEvent.DEFAULT_TENANT;
        }
        return request.header("Authorization")
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .flatMap(text -> ingestion
                        .tenants()
                        .byToken(text.substring(BEARER.length()).strip()))
                .orElseThrow(() -> {
                    String error = "an event must come with the token of a tenant, as Authorization: Bearer";
                    return RequestRefusedException.of(
                            error, Response.error(401, error).with("WWW-Authenticate", "Bearer"));
                });
    }

    /** A browser sends JSON to another site only after asking it, and is told no then. */
    private static void requireJson(Request request) {
        String type = request.header("Content-Type").orElse("application/json").toLowerCase(Locale.ROOT);
        String plain = type.replaceFirst(";.*", "").strip();
        if (!plain.equals("application/json") && !(plain.startsWith("application/") && plain.endsWith("+json"))) {
            throw RequestRefusedException.of(415, "Content-Type must be application/json");
        }
    }

    /** A page of somebody else, in the browser of somebody who may reach this server, hands nothing in. */
    private static void requireNoPage(Request request) {
        String host = request.header("Host").orElse("");
        boolean foreign =
                request.header("Origin").filter(origin -> !isOf(origin, host)).isPresent();
        if (foreign) {
            throw RequestRefusedException.of(403, "an event must not come from a page of another site");
        }
    }

    private static boolean isOf(String origin, String host) {
        try {
            return host.equals(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Map<String, String> fields(String... pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            fields.put(pairs[at], pairs[at + 1]);
        }
        return fields;
    }
}
