package dev.switchback.state.view;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateJson;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamConstraintsException;

/** Writes an entry as the body of a record, member by member: every change waits for this. */
final class RecordBody {

    private static final int USUAL_LENGTH = 512;

    private RecordBody() {}

    static byte[] write(HistoryEntry entry) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = StateJson.MAPPER.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringProperty("at", entry.at().toString());
            json.writeStringProperty("type", entry.type());
            json.writeStringProperty("migration", entry.migration());
            json.writeStringProperty("strategy", entry.strategy());
            json.writeStringProperty("trigger", entry.trigger());
            json.writeStringProperty("reason", entry.reason());
            json.writeStringProperty("operator", entry.operator());
            json.writeBooleanProperty("dry_run", entry.dryRun());
            json.writeBooleanProperty("success", entry.success());
            texts(json, "steps_completed", entry.stepsCompleted());
            texts(json, "errors", entry.errors());
            took(json, entry);
            json.writeStringProperty("node", entry.node());
            json.writePOJOProperty("data", entry.data());
            json.writeEndObject();
        } catch (StreamConstraintsException nested) { // Jackson's own bound, far beyond ours
            throw RecordJson.tooDeep(entry.migration());
        }
        return body.toByteArray();
    }

    private static void took(JsonGenerator json, HistoryEntry entry) {
        Long milliseconds = entry.rollbackTimeMs();
        if (milliseconds == null) {
            json.writeNullProperty("rollback_time_ms");
        } else {
            json.writeNumberProperty("rollback_time_ms", milliseconds);
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** {@return how deep objects and arrays are nested in a JSON text} */
    static int depth(byte[] json) {
        int depth = 0;
        int deepest = 0;
        boolean text = false;
        for (int at = 0; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> text = !text;
                case '\\' -> at++; // only in a text, where it may hide a quote
                case '{', '[' -> deepest = Math.max(deepest, text ? depth : ++depth);
                case '}', ']' -> depth -= text ? 0 : 1;
                default -> {}
            }
        }
        return deepest;
    }
}
