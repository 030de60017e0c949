package dev.switchback.state.view;

import dev.switchback.journal.JournalRecord;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An event as a document shows it: without what it changed, and without what chains it to others. Immutable. */
sealed interface RecentEvent {

    /** {@return the event for people who read the document} */
    JsonNode json();

    /**
     * Returns the event that a record is. Documents are written much more rarely than records, so most records are never
     * taken apart for one; a long one is at once, for it would be kept whole as long as the event is.
     */
    static RecentEvent of(JournalRecord record) {
        RecentEvent event = new Recorded(record);
        return record.line().length <= Recorded.SHORT ? event : new Stored(event.json());
    }

    /** An event that is still in its record. */
    record Recorded(JournalRecord record) implements RecentEvent {

        private static final int SHORT = 2_048;
        private static final List<String> OF_THE_JOURNAL = List.of("format", "prev", "crc");
        private static final List<String> CHANGED = List.of("before", "after");

        @Override
        public JsonNode json() {
            JsonNode event = RecordJson.parse(record.line());
            if (event instanceof ObjectNode members) {
                members.remove(OF_THE_JOURNAL);
            }
            if (event.path("data") instanceof ObjectNode data) {
                data.remove(CHANGED);
            }
            return event;
        }
    }

    /** An event that is JSON already. */
    record Stored(JsonNode json) implements RecentEvent {}
}
