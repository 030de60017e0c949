package dev.switchback.state.view;

import dev.switchback.journal.JournalRecord;
import dev.switchback.journal.Position;
import dev.switchback.state.Applied;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** All migrations as the journal makes them, record by record; for the store's own thread. */
public final class Views {

    private final Map<String, View> views = new TreeMap<>();
    private final Map<String, Document> newest = new HashMap<>(); // the documents of the views
    private final Set<String> doubtful = new HashSet<>();
    private final List<String> damage = new ArrayList<>();
    private Optional<Map<String, Document>> copied = Optional.empty(); // what they were when they were last asked for
    private Optional<String> trouble = Optional.empty();
    private boolean gap;

    /** Begins with what a valid document says. */
    public void restore(View view) {
        put(view.document().migration(), view);
    }

    private void put(String name, View view) {
        views.put(name, view);
        newest.put(name, view.document());
        copied = Optional.empty();
    }

    /** Takes a record that was read, and returns its entry, empty if people are not told of it. */
    public Optional<HistoryEntry> replay(JournalRecord record) {
        if (record.afterDamage()) {
            gap = true;
            views.values().stream()
                    .filter(view -> view.at().sequence() < record.sequence() - 1)
                    .forEach(view -> doubtful.add(view.document().migration()));
        }
        try {
            return take(record, RecordJson.parse(record.line()));
        } catch (RuntimeException misfit) { // its checksum is right: somebody else than Switchback wrote it
            trouble =
                    Optional.of("record %d cannot be understood: %s".formatted(record.sequence(), misfit.getMessage()));
            return Optional.empty();
        }
    }

    /** {@return whether a document holds the record already, so that it need not even be parsed} */
    public boolean hold(JournalRecord record) {
        View view = views.get(RecordJson.migrationOf(record.line()));
        return view != null && !record.afterDamage() && view.at().sequence() >= record.sequence();
    }

    private Optional<HistoryEntry> take(JournalRecord record, JsonNode tree) {
        String type = tree.path("type").asString();
        if (type.equals(RecordJson.SEGMENT)) {
            tree.path("data").path("damage").forEach(said -> damage.add(said.asString()));
            return Optional.empty();
        }
        if (type.equals(RecordJson.SNAPSHOT)) {
            takeSnapshot(record, tree);
            return Optional.empty();
        }
        HistoryEntry entry = RecordJson.entry(tree);
        if (!entry.migration().equals(RecordJson.EVERY_MIGRATION)) {
            apply(record, entry, tree.path("data"));
        }
        return Optional.of(entry);
    }

    private void apply(JournalRecord record, HistoryEntry entry, JsonNode data) {
        View before = views.get(entry.migration());
        if (before == null) {
            before = nothing(entry.migration());
            if (gap) {
                doubtful.add(entry.migration());
            }
        }
        if (before.at().sequence() >= record.sequence()) {
            return;
        }
        Document document = RecordJson.replayed(before.document(), entry, data);
        put(entry.migration(), before.after(document, entry, record));
    }

    /** A big document comes in parts, of which the first begins it anew. */
    private void takeSnapshot(JournalRecord record, JsonNode tree) {
        String name = tree.path("migration").asString();
        JsonNode data = tree.path("data");
        long sequence = data.path("sequence").asLong();
        View before = views.getOrDefault(name, nothing(name));
        boolean first = data.path("part").asInt() == 1;
        boolean wanted = first
                ? before.document().sequence() < sequence
                : before.at().sequence() == record.sequence() - 1; // the part before this one was taken
        if (!wanted) {
            return;
        }
        Map<String, JsonNode> sections =
                first ? new TreeMap<>() : new TreeMap<>(before.document().sections());
        data.path("sections").properties().forEach(section -> sections.put(section.getKey(), section.getValue()));
        Document document = new Document(
                name,
                data.path("generation").asLong(),
                sequence,
                Instant.parse(data.path("changed_at").asString()),
                sections);
        put(name, new View(document, before.recent(), record.position()));
    }

    private static View nothing(String name) {
        return new View(Document.empty(name), List.of(), Position.START);
    }

    /** Takes a record that this process has just written. */
    public void accept(Applied applied, JournalRecord record) {
        String name = applied.document().migration();
        View before = views.get(name);
        put(name, (before == null ? nothing(name) : before).after(applied.document(), applied.entry(), record));
    }

    /** {@return the migrations of which records are lost, or may be} */
    public Set<String> doubtful() {
        return Set.copyOf(doubtful);
    }

    /** {@return whether a record was found that nobody could have written} */
    public Optional<String> trouble() {
        return trouble;
    }

    /** {@return whether records are missing in what was read} */
    public boolean hasGap() {
        return gap;
    }

    /** {@return the damage that was survived when the segment was begun} */
    public List<String> damage() {
        return List.copyOf(damage);
    }

    public Optional<View> view(String name) {
        return Optional.ofNullable(views.get(name));
    }

    public Collection<View> all() {
        return List.copyOf(views.values());
    }

    /** {@return all documents as they are now; copied only if one of them has changed since it was last asked for} */
    public Map<String, Document> documents() {
        Map<String, Document> now = copied.orElseGet(() -> Collections.unmodifiableMap(new HashMap<>(newest)));
        copied = Optional.of(now);
        return now;
    }
}
