package dev.switchback.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A change worked out on the newest document: what every store does with one.
 *
 * @param document the document that it makes
 * @param entry the entry that records it
 */
public record Applied(Document document, HistoryEntry entry) {

    /**
     * Works a change out.
     *
     * @throws StateConflictException if the change expects another generation
     */
    public static Applied of(StateChange change, Document current, long sequence, Instant at, String node) {
        change.expected().ifPresent(expected -> {
            if (expected != current.generation()) {
                throw StateConflictException.moved(current.migration(), expected, current.generation());
            }
        });
        Map<String, JsonNode> edited = change.apply(current).sections();
        long generation = current.generation() + (change.isObservation() ? 0 : 1);
        Document document = new Document(current.migration(), generation, sequence, at, edited);
        return new Applied(document, entry(change, current, document, node));
    }

    private static HistoryEntry entry(StateChange change, Document before, Document after, String node) {
        Map<String, Object> data = new LinkedHashMap<>(change.data());
        data.put("source", change.by().source());
        data.put("generation", after.generation());
        if (change.isObservation()) {
            data.put("observation", true);
        }
        addChangedSections(data, before, after);
        return new HistoryEntry(
                after.sequence(),
                after.changedAt(),
                change.type(),
                change.migration(),
                change.strategy(),
                change.trigger(),
                change.by().reason(),
                change.by().operator(),
                change.isDryRun(),
                change.isSuccess(),
                change.steps(),
                change.errors(),
                change.took() == null ? null : change.took().toMillis(),
                node,
                data);
    }

    /** Both sides of each section that changed; a section that is not there is null. */
    private static void addChangedSections(Map<String, Object> data, Document before, Document after) {
        Map<String, Object> old = new LinkedHashMap<>();
        Map<String, Object> fresh = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(before.sections().keySet());
        names.addAll(after.sections().keySet());
        for (String name : names) {
            JsonNode was = before.sections().get(name);
            JsonNode is = after.sections().get(name);
            if (!Objects.equals(was, is)) {
                old.put(name, was);
                fresh.put(name, is);
            }
        }
        if (!fresh.isEmpty()) {
            data.put("before", old);
            data.put("after", fresh);
        }
    }
}
