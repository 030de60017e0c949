package dev.switchback.router.node;

import dev.switchback.state.Document;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of all nodes in a document: a section each, {@code nodeMemory-<node>}, and none for a node that has nothing to
 * remember.
 *
 * <p>Hosts of containers have a new name each time, so the rows of nodes that never come back are cleared away by whoever
 * writes its own: those over for {@link #OUTLIVES}, and the oldest of those that are more than 96 KiB together. Few go
 * in one change, for its record holds all that it removes.
 */
public final class NodeRows {

    /** How the names of the sections begin; also the one section in which earlier versions kept all rows. */
    private static final String SECTION = "nodeMemory";

    private static final String PREFIX = SECTION + "-";

    /** The clean hour after which a breaker forgets its trips. */
    private static final Duration OUTLIVES = Duration.ofHours(1);

    private static final int MOST_BYTES = 96 * 1024;
    private static final int MOST_BYTES_REMOVED = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(NodeRows.class);

    private NodeRows() {}

    /** {@return the rows that can be read} */
    public static List<NodeRow> all(Document document) {
        List<NodeRow> rows = new ArrayList<>();
        for (String section : sections(document)) {
            try {
                NodeRow.of(document, section).ifPresent(rows::add);
            } catch (StateStoreException otherFormat) { // one row of a newer version does not hide the others
                log.debug("[Breaker] a stored row is left out", otherFormat);
            }
        }
        try {
            rows.addAll(earlier(document).values());
        } catch (StateStoreException otherFormat) {
            log.debug("[Breaker] the stored rows of an earlier version are left out", otherFormat);
        }
        return rows;
    }

    /**
     * Returns the row of one node.
     *
     * @throws StateStoreException if it cannot be read
     */
    static Optional<NodeRow> read(Document document, String node) {
        Optional<NodeRow> row = NodeRow.of(document, PREFIX + node);
        return row.isPresent() ? row : Optional.ofNullable(earlier(document).get(node));
    }

    /** {@return the document with a node's row, and without some of the rows that are over} */
    static Document with(Document document, String node, NodeRow row, Instant now) {
        Document own = row.isEmpty() ? document.without(PREFIX + node) : document.with(PREFIX + node, row);
        return cleared(own.without(SECTION), PREFIX + node, now);
    }

    private static Document cleared(Document document, String own, Instant now) {
        Document left = document;
        int bytes = 0;
        int removed = 0;
        for (Sized other : othersNewestFirst(document, own)) {
            bytes += other.bytes();
            boolean over = other.latest().plus(OUTLIVES).isBefore(now);
            boolean fits = removed == 0 || removed + other.bytes() <= MOST_BYTES_REMOVED;
            if ((over || bytes > MOST_BYTES) && fits) {
                left = left.without(other.section());
                removed += other.bytes();
            }
        }
        return left;
    }

    private static List<Sized> othersNewestFirst(Document document, String own) {
        return sections(document).stream()
                .filter(section -> !section.equals(own))
                .map(section -> Sized.of(document, section))
                .sorted(Comparator.comparing(Sized::latest).reversed().thenComparing(Sized::section))
                .toList();
    }

    private static List<String> sections(Document document) {
        return document.sections().keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .toList();
    }

    private static Map<String, NodeRow> earlier(Document document) {
        return document.section(SECTION, Earlier.class).map(Earlier::rows).orElse(Map.of());
    }

    /** A row that may go; one that cannot be read goes last, by the time alone that all rows get too many. */
    private record Sized(String section, Instant latest, int bytes) {

        static Sized of(Document document, String section) {
            int bytes = StateJson.MAPPER.writeValueAsBytes(document.sections().get(section)).length;
            return new Sized(section, moment(document, section), bytes);
        }

        private static Instant moment(Document document, String section) {
            try {
                return NodeRow.of(document, section).map(NodeRow::latest).orElse(Instant.EPOCH);
            } catch (StateStoreException otherFormat) {
                return Instant.MAX.minus(OUTLIVES);
            }
        }
    }

    /**
     * The one section of earlier versions, which the next row written replaces: what is in it is over in an hour.
     *
     * @param rows each node's row by its name
     */
    record Earlier(Map<String, NodeRow> rows) {

        Earlier {
            rows = rows == null ? Map.of() : new HashMap<>(rows);
        }
    }
}
