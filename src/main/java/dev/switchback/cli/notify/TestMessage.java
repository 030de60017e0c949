package dev.switchback.cli.notify;

import dev.switchback.event.MigrationEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Nothing happened, somebody only tries out whether messages arrive: {@code switchback.notify.test}.
 *
 * @param at when
 * @param migration the migration that was named
 * @param operator who
 */
record TestMessage(Instant at, String migration, String operator) implements MigrationEvent {

    @Override
    public String name() {
        return "switchback.notify.test";
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("operator", operator);
        payload.put("reason", "a test: nothing happened");
        return payload;
    }
}
