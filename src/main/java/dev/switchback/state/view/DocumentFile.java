package dev.switchback.state.view;

import dev.switchback.journal.Position;
import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a view becomes {@code migrations/<name>.json} and back.
 *
 * <pre>{@code
 * {
 *   "format" : 1, "migration" : "active-models", "sequence" : 12, "generation" : 7, "changed_at" : "...",
 *   "journal" : {"segment" : 1, "sequence" : 12, "offset" : 4711, "hash" : "..."},
 *   "sections" : {"percentage" : {"target" : 12.5}}, "recent" : [...],
 *   "checksum" : "<crc-32c of the bytes before the comma before this>"
 * }
 * }</pre>
 */
public final class DocumentFile {

    /** The format written here, and the newest that is understood. */
    static final int FORMAT = 1;

    /** The longest file that is read. */
    static final int LONGEST = 1 << 20;

    /** The longest that all sections may be together, so that the last events always have room beside them. */
    public static final int LONGEST_SECTIONS = 1 << 18;

    private static final int LONGEST_RECENT = 1 << 19;
    private static final String CHECKSUM = ",\n  \"checksum\" : \"";
    private static final String END = "\"\n}\n";
    private static final int CRC = 8;

    private DocumentFile() {}

    /** Made when the first document is written: reading does without it. */
    private static final class Writing {
        private static final JsonMapper PRETTY = StateJson.MAPPER
                .rebuild()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
    }

    /** A document of a newer Switchback: it is left alone. */
    static final class NewerFormatException extends IOException {
        private static final long serialVersionUID = 1L;

        NewerFormatException(long format) {
            super("a newer version of Switchback wrote it (format=%d)".formatted(format));
        }
    }

    static byte[] encode(View view) {
        Document document = view.document();
        ObjectNode tree = Writing.PRETTY.createObjectNode();
        tree.put("format", FORMAT);
        tree.put("migration", document.migration());
        tree.put("sequence", document.sequence());
        tree.put("generation", document.generation());
        tree.put("changed_at", document.changedAt().toString());
        tree.putObject("journal")
                .put("segment", view.at().segment())
                .put("sequence", view.at().sequence())
                .put("offset", view.at().offset())
                .put("hash", view.at().hash());
        tree.set("sections", Writing.PRETTY.valueToTree(document.sections()));
        tree.putArray("recent")
                .addAll(fitting(view.recent().stream().map(RecentEvent::json).toList()));
        String text = Writing.PRETTY.writeValueAsString(tree).replace("\r\n", "\n");
        byte[] checked =
                text.substring(0, text.lastIndexOf('}')).stripTrailing().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream(checked.length + 64);
        file.writeBytes(checked);
        file.writeBytes((CHECKSUM + crc(checked, checked.length) + END).getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
    }

    /** The newest events whose text is short enough together. */
    private static List<JsonNode> fitting(List<JsonNode> recent) {
        int from = recent.size();
        for (int bytes = 0; from > 0; from--) {
            bytes += Writing.PRETTY.writeValueAsBytes(recent.get(from - 1)).length * 2;
            if (bytes > LONGEST_RECENT) {
                break;
            }
        }
        return recent.subList(from, recent.size());
    }

    /**
     * Reads a document.
     *
     * @throws NewerFormatException if a newer version wrote it
     * @throws IOException if it is not what was written, or about another migration
     */
    static View decode(String migration, byte[] file) throws IOException {
        JsonNode tree;
        try {
            tree = StateTree.read(file);
        } catch (RuntimeException broken) { // Jackson's, whose text may quote the file
            throw new IOException("it is not valid JSON", broken);
        }
        if (tree.path("format").asLong(0) > FORMAT) {
            throw new NewerFormatException(tree.path("format").asLong());
        }
        int checked = file.length - CHECKSUM.length() - CRC - END.length();
        if (checked <= 0 || !tree.path("checksum").asString("").equals(crc(file, checked))) {
            throw new IOException("its checksum is wrong");
        }
        if (!tree.path("migration").asString("").equals(migration)) {
            throw new IOException("it is about another migration");
        }
        return view(migration, tree);
    }

    private static View view(String migration, JsonNode tree) throws IOException {
        try {
            Map<String, JsonNode> sections = new TreeMap<>();
            tree.required("sections").properties().forEach(part -> sections.put(part.getKey(), part.getValue()));
            List<RecentEvent> recent = new ArrayList<>();
            tree.required("recent").forEach(event -> recent.add(new RecentEvent.Stored(event)));
            JsonNode journal = tree.required("journal");
            return new View(
                    new Document(
                            migration,
                            tree.required("generation").asLong(),
                            tree.required("sequence").asLong(),
                            Instant.parse(tree.required("changed_at").asString()),
                            sections),
                    recent,
                    new Position(
                            journal.required("segment").asLong(),
                            journal.required("sequence").asLong(),
                            journal.required("offset").asLong(),
                            journal.required("hash").asString()));
        } catch (RuntimeException misfit) { // Jackson's own, and those of the records
            throw new IOException("a part of it is missing or wrong", misfit);
        }
    }

    private static String crc(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
