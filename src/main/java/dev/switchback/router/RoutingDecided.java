package dev.switchback.router;

import dev.switchback.event.MigrationEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request was routed: {@code switchback.routing.decision}, told only with detailed logging.
 *
 * @param at when
 * @param migration the migration's name
 * @param key the routing key, printable; empty for a request without one
 * @param decision where it went, and why
 */
public record RoutingDecided(Instant at, String migration, String key, Decision decision) implements MigrationEvent {

    @Override
    public String name() {
        return "switchback.routing.decision";
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("key", key);
        payload.put("route", decision.route().text());
        payload.put("reason", decision.reason().text());
        return payload;
    }
}
