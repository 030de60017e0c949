package dev.switchback.ingest;

import dev.switchback.event.MigrationEvent;
import dev.switchback.ingest.queue.ControlChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a queue tells. */
public sealed interface IngestEvent extends MigrationEvent {

    /**
     * The mode or a setting was changed, in this process or another.
     *
     * @param migration the queue's name
     * @param at when, by the clock of the database
     * @param change what was changed
     */
    record ModeChanged(String migration, Instant at, ControlChange change) implements IngestEvent {

        @Override
        public String name() {
            return "switchback.ingest.mode_changed";
        }

        @Override
        public Map<String, Object> payload() {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("what", change.what());
            payload.put("old", change.old());
            payload.put("new", change.now());
            payload.put("operator", change.operator());
            payload.put("source", change.source());
            payload.put("reason", change.reason());
            return payload;
        }
    }

    /**
     * Events were put back whose process had died.
     *
     * @param migration the queue's name
     * @param at when
     * @param rescued how many wait again
     * @param dead how many had no attempt left
     */
    record StuckRescued(String migration, Instant at, int rescued, int dead) implements IngestEvent {

        @Override
        public String name() {
            return "switchback.ingest.stuck_rescued";
        }

        @Override
        public Map<String, Object> payload() {
            return Map.of("rescued", rescued, "dead", dead);
        }
    }
}
