package dev.switchback.notify;

import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event of a test. */
record Happened(String name, Severity severity, Map<String, Object> payload) implements MigrationEvent {

    static Happened critical(String name) {
        return new Happened(name, Severity.CRITICAL, Map.of("operator", "ada"));
    }

    static Happened numbered(int number) {
        return new Happened("switchback.test." + number, Severity.CRITICAL, Map.of("number", number));
    }

    Happened with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(payload);
        more.put(key, value);
        return new Happened(name, severity, more);
    }

    @Override
    public Instant at() {
        return Instant.parse("2026-01-01T00:00:00Z");
    }

    @Override
    public String migration() {
        return "orders";
    }

    @Override
    public Object subject() {
        return payload;
    }
}
