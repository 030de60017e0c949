package dev.switchback.state.view;

import dev.switchback.journal.Position;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One migration as the journal makes it.
 *
 * @param document what is true about it
 * @param recent its last events that are no observations, oldest first, without what they changed
 * @param at where the journal was after the last record about it
 */
public record View(Document document, List<JsonNode> recent, Position at) {

    private static final int RECENT = 50;

    public View {
        recent = List.copyOf(recent);
    }

    /** {@return the view after one more record about the migration} */
    public View after(Document changed, HistoryEntry entry, Position position) {
        List<JsonNode> events = new ArrayList<>(recent);
        if (!entry.data().containsKey("observation")) {
            events.add(brief(entry));
        }
        return new View(changed, events.subList(Math.max(0, events.size() - RECENT), events.size()), position);
    }

    private static JsonNode brief(HistoryEntry entry) {
        ObjectNode event = RecordJson.tree(entry);
        ObjectNode brief = event.objectNode().put("seq", entry.sequence());
        brief.setAll(event);
        if (brief.get("data") instanceof ObjectNode data) {
            data.remove(List.of("before", "after"));
        }
        return brief;
    }
}
