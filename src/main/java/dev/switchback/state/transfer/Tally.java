package dev.switchback.state.transfer;

import dev.switchback.state.HistoryEntry;
import dev.switchback.state.view.RecordJson;
import java.util.Map;
import java.util.TreeMap;

/** Counts entries as they go by; for one thread. */
final class Tally {

    private final Map<String, Long> generations = new TreeMap<>();
    private long entries;
    private long newest;

    void add(HistoryEntry entry) {
        entries++;
        newest = entry.sequence();
        if (!entry.migration().equals(RecordJson.EVERY_MIGRATION)
                && entry.data().get("generation") instanceof Number generation) {
            generations.put(entry.migration(), generation.longValue());
        }
    }

    long entries() {
        return entries;
    }

    long newest() {
        return newest;
    }

    Map<String, Long> generations() {
        return generations;
    }
}
