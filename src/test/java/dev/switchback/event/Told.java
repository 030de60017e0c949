package dev.switchback.event;

import java.time.Instant;
import java.util.Map;

/** An event of a test. */
record Told(String name, String about, int number) implements MigrationEvent {

    static Told of(String name) {
        return new Told(name, "orders", 0);
    }

    static Told numbered(int number) {
        return new Told("switchback.test", "orders", number);
    }

    @Override
    public Instant at() {
        return Instant.EPOCH;
    }

    @Override
    public String migration() {
        return "test";
    }

    @Override
    public Map<String, Object> payload() {
        return Map.of("number", number);
    }

    @Override
    public Object subject() {
        return about;
    }
}
