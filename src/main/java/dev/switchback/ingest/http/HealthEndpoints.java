package dev.switchback.ingest.http;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import dev.switchback.http.Request;
import dev.switchback.http.Response;
import dev.switchback.ingest.Ingestion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the process lives, and whether it is ready for events, with the figures that an operator looks for. */
final class HealthEndpoints {

    private final Ingestion ingestion;
    private final Machine machine = new Machine();

    HealthEndpoints(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    /** Whoever gets this answer has asked a process that lives; nothing else is looked at. */
    Response live(Request request) {
        return Response.json(200, Map.of("status", "live"));
    }

    /**
     * 200, or 503 where the queue says that it can take nothing in. A queue that is too full is critical, and ready all
     * the same: without a way in, whoever holds it to look into something would stop its senders too.
     */
    Response ready(Request request) {
        ComponentHealth health = ingestion.health().health();
        boolean ready =
                health.details().get("ready") instanceof Boolean says ? says : health.status() != HealthStatus.CRITICAL;
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("status", ready ? "ready" : "not ready");
        fields.put("health", health.status().text());
        fields.put("queue", ingestion.name());
        fields.put("issues", health.issues());
        fields.put("recommendations", health.recommendations());
        fields.putAll(health.details());
        fields.putAll(machine.figures());
        return Response.json(ready ? 200 : 503, fields);
    }
}
