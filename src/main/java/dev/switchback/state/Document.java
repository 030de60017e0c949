package dev.switchback.state;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What is true about one migration now: named sections, each owned by one feature.
 *
 * <p>Immutable; nodes handed out or taken in are not to be changed. For instance the section {@code percentage} is
 * {@code {"target": 12.5}} and belongs to {@code flags}; {@code rollback} holds one state for each target.
 *
 * @param migration the migration's name
 * @param generation rises by one with each change that is not an observation; 0 when nothing was ever changed
 * @param sequence the journal's sequence number of the last record about this migration, 0 for none
 * @param changedAt when it was last changed, {@link Instant#EPOCH} for never
 * @param sections each section's content by its name
 */
public record Document(
        String migration, long generation, long sequence, Instant changedAt, Map<String, JsonNode> sections) {

    public Document {
        Map<String, JsonNode> present = new TreeMap<>(sections);
        present.values().removeIf(JsonNode::isNull); // the history says by a null that a section was removed
        sections = Collections.unmodifiableMap(present);
    }

    /** {@return the document of a migration about which nothing is recorded} */
    public static Document empty(String migration) {
        return new Document(MigrationName.checked(migration), 0, 0, Instant.EPOCH, Map.of());
    }

    /** {@return the content of a section, empty if there is none} */
    public Optional<JsonNode> section(String name) {
        return Optional.ofNullable(sections.get(name));
    }

    /**
     * Returns the content of a section as the record that its owner declares.
     *
     * @throws StateStoreException if the content does not fit the record
     */
    public <T> Optional<T> section(String name, Class<T> type) {
        JsonNode node = sections.get(name);
        if (node == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StateJson.MAPPER.treeToValue(node, type));
        } catch (RuntimeException misfit) { // Jackson's own, and those of the record's constructor
            throw StateStoreException.section(migration, name, misfit);
        }
    }

    /** {@return this document with one section replaced by what the value turns into} */
    public Document with(String name, Object value) {
        Map<String, JsonNode> changed = new TreeMap<>(sections);
        changed.put(name, value instanceof JsonNode node ? node : StateJson.MAPPER.valueToTree(value));
        return new Document(migration, generation, sequence, changedAt, changed);
    }

    /** {@return this document without one section} */
    public Document without(String name) {
        Map<String, JsonNode> changed = new TreeMap<>(sections);
        changed.remove(name);
        return new Document(migration, generation, sequence, changedAt, changed);
    }
}
