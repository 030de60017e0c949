package dev.switchback.notify;

import dev.switchback.event.MigrationEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An event as one line of JSON. */
final class EventJson {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private EventJson() {}

    static String line(MigrationEvent event) {
        return line(event, PlainPayload.of(event));
    }

    /** {@return the line without its payload, for one that is too long with it} */
    static String shortLine(MigrationEvent event) {
        return line(event, Map.of("left_out", "too long"));
    }

    private static String line(MigrationEvent event, Map<String, @Nullable Object> payload) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("at", event.at().toString());
        line.put("event", event.name());
        line.put("migration", event.migration());
        line.put("severity", event.severity().text());
        line.put("payload", payload);
        return MAPPER.writeValueAsString(line);
    }
}
