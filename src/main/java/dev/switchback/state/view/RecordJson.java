package dev.switchback.state.view;

import dev.switchback.journal.Journal;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.StateTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How an entry of the history becomes the body of a record and back; its number, and the chain, are the journal's. */
public final class RecordJson {

    /** Marks where a segment begins. */
    public static final String SEGMENT = "SEGMENT";

    /** Says all, or some sections, of a document at the beginning of a segment. */
    public static final String SNAPSHOT = "SNAPSHOT";

    /** Says that a torn tail was cut. */
    public static final String RECOVERED = "RECOVERED";

    /** Stands in a record that is about the store, and so about every migration. */
    public static final String EVERY_MIGRATION = "*";

    /** Less than what is read, for a record's data is nested deeper in a document than here. */
    private static final int DEEPEST = 28;

    private static final int HEAD = 320;
    private static final String MIGRATION = ",\"migration\":\"";

    private RecordJson() {}

    /** {@return the members of a record in their order, without its number} */
    public static ObjectNode tree(HistoryEntry entry) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("at", entry.at().toString());
        body.put("type", entry.type());
        body.put("migration", entry.migration());
        body.put("strategy", entry.strategy());
        body.put("trigger", entry.trigger());
        body.put("reason", entry.reason());
        body.put("operator", entry.operator());
        body.put("dry_run", entry.dryRun());
        body.put("success", entry.success());
        addAll(body, "steps_completed", entry.stepsCompleted());
        addAll(body, "errors", entry.errors());
        body.put("rollback_time_ms", entry.rollbackTimeMs());
        body.put("node", entry.node());
        body.set("data", StateJson.MAPPER.valueToTree(entry.data()));
        return body;
    }

    private static void addAll(ObjectNode body, String name, List<String> texts) {
        texts.forEach(body.putArray(name)::add);
    }

    /**
     * Returns the bytes of a record's body.
     *
     * @throws StateStoreException if it is too long or too deep to be read back
     */
    public static byte[] body(String migration, ObjectNode tree) {
        return checked(migration, StateJson.MAPPER.writeValueAsBytes(tree));
    }

    private static byte[] checked(String migration, byte[] body) {
        if (RecordBody.depth(body) > DEEPEST) {
            throw tooDeep(migration);
        }
        if (!Journal.fits(body)) {
            throw StateStoreException.notStorable(
                    migration, "short enough for a line of 64 KiB, both sides of what it changes included");
        }
        return body;
    }

    /**
     * Returns the bytes of an entry's body: those of its {@link #tree}, without making one.
     *
     * @throws StateStoreException if it is too long or too deep to be read back
     */
    public static byte[] body(HistoryEntry entry) {
        return checked(entry.migration(), RecordBody.write(entry));
    }

    static StateStoreException tooDeep(String migration) {
        return StateStoreException.notStorable(migration, "nested at most %d deep".formatted(DEEPEST));
    }

    /** {@return the tree of a line} */
    public static JsonNode parse(byte[] line) {
        return StateTree.read(line);
    }

    /**
     * Returns the entry that a line's tree is. Taken apart by hand: the first binding of a record by reflection costs
     * more than reading a small journal, and every command line run would pay it.
     */
    public static HistoryEntry entry(JsonNode tree) {
        return new HistoryEntry(
                tree.required("seq").asLong(),
                Instant.parse(tree.required("at").asString()),
                tree.required("type").asString(),
                tree.required("migration").asString(),
                textOrNull(tree.path("strategy")),
                textOrNull(tree.path("trigger")),
                tree.path("reason").asString(""),
                tree.path("operator").asString(""),
                tree.path("dry_run").asBoolean(false),
                tree.path("success").asBoolean(true),
                texts(tree.path("steps_completed")),
                texts(tree.path("errors")),
                tree.path("rollback_time_ms").isNumber()
                        ? tree.path("rollback_time_ms").asLong()
                        : null,
                tree.path("node").asString(""),
                data(tree.path("data")));
    }

    /** {@return the document after an entry about its migration, with the entry's data as a tree} */
    public static Document replayed(Document before, HistoryEntry entry, JsonNode data) {
        Map<String, JsonNode> sections = new TreeMap<>(before.sections());
        data.path("after").properties().forEach(changed -> sections.put(changed.getKey(), changed.getValue()));
        return new Document(
                entry.migration(), data.path("generation").asLong(), entry.sequence(), entry.at(), sections);
    }

    private static Map<String, Object> data(JsonNode node) {
        Map<String, Object> data = new LinkedHashMap<>();
        node.properties().forEach(part -> data.put(part.getKey(), StateTree.plain(part.getValue())));
        return data;
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    private static List<String> texts(JsonNode node) {
        return node.valueStream().map(JsonNode::asString).toList();
    }

    /**
     * Returns the migration of a line without parsing it, empty if that cannot be told. The first such member is the
     * record's own: before it are numbers, instants and types alone, and in a text the quotes would be escaped.
     */
    public static String migrationOf(byte[] line) {
        String head = new String(line, 0, Math.min(line.length, HEAD), StandardCharsets.ISO_8859_1);
        int from = head.indexOf(MIGRATION);
        int end = from < 0 ? -1 : head.indexOf('"', from + MIGRATION.length());
        return end < 0 ? "" : head.substring(from + MIGRATION.length(), end);
    }

    /** {@return whether a record only serves the store itself, and is not part of the history that people read} */
    public static boolean isHousekeeping(String type) {
        return type.equals(SEGMENT) || type.equals(SNAPSHOT);
    }

    /** {@return the entry of an event that is about the store} */
    public static HistoryEntry ofStore(String type, String reason, Origin origin, Map<String, Object> data) {
        return new HistoryEntry(
                origin.sequence(),
                origin.at(),
                type,
                EVERY_MIGRATION,
                null,
                null,
                reason,
                "switchback",
                false,
                true,
                List.of(),
                List.of(),
                null,
                origin.node(),
                data);
    }

    /** Where an entry comes from. */
    public record Origin(long sequence, Instant at, String node) {}
}
