package dev.switchback.state.view;

import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a segment of the journal begins with: every document, so that the segments before it are not needed. */
public final class SegmentHeader {

    private static final int PART_BYTES = 40_000;

    private final RecordJson.Origin origin;
    private final List<byte[]> records = new ArrayList<>();

    private SegmentHeader(RecordJson.Origin origin) {
        this.origin = origin;
    }

    /** {@return the bodies of the records} */
    public static List<byte[]> of(Views views, List<String> damage, RecordJson.Origin origin) {
        SegmentHeader header = new SegmentHeader(origin);
        header.add(RecordJson.SEGMENT, RecordJson.EVERY_MIGRATION, Map.of("damage", damage));
        views.all().forEach(view -> header.snapshot(view.document()));
        return header.records;
    }

    /** A document may be longer than a line: then its sections come in several. A section alone always fits in one. */
    private void snapshot(Document document) {
        Map<String, JsonNode> part = new LinkedHashMap<>();
        int number = 1;
        int bytes = 0;
        for (Map.Entry<String, JsonNode> section : document.sections().entrySet()) {
            int length = StateJson.MAPPER.writeValueAsBytes(section.getValue()).length;
            if (bytes + length > PART_BYTES && !part.isEmpty()) {
                addPart(document, number++, part);
                part.clear();
                bytes = 0;
            }
            part.put(section.getKey(), section.getValue());
            bytes += length;
        }
        addPart(document, number, part);
    }

    private void addPart(Document document, int number, Map<String, JsonNode> sections) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("generation", document.generation());
        data.put("sequence", document.sequence());
        data.put("changed_at", document.changedAt());
        data.put("part", number);
        data.put("sections", sections);
        add(RecordJson.SNAPSHOT, document.migration(), data);
    }

    private void add(String type, String migration, Map<String, Object> data) {
        records.add(RecordJson.body(
                migration,
                RecordJson.tree(RecordJson.ofStore(type, "a segment of the journal begins", origin, data))
                        .put("migration", migration)));
    }
}
