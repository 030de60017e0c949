package dev.switchback.router.node;

import dev.switchback.breaker.BreakerMemory;
import dev.switchback.fleet.Fleet;
import dev.switchback.router.way.Routing;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of one process outlives it: its breaker with the last failures, and its pinned keys, a row each in the document's
 * section {@code nodeMemory}, by node name.
 *
 * <p>Written off the path of requests, when something has changed, by the tick and at the end: five failing runs of a
 * short-lived generator so trip a breaker that none of them would trip alone. Rows are observations: they make no new
 * generation.
 */
public final class NodeMemory {

    /** The section of the document. */
    public static final String SECTION = "nodeMemory";

    private static final Logger log = LoggerFactory.getLogger(NodeMemory.class);

    private final StateStore store;
    private final Fleet fleet;
    private final Routing routing;
    private volatile Row written;

    /** Takes up what an earlier process of this name has left. */
    public NodeMemory(StateStore store, Fleet fleet, Routing routing) {
        this.store = store;
        this.fleet = fleet;
        this.routing = routing;
        restore();
        this.written = row();
    }

    /** Writes the row if it is not what was written last. */
    public void keep() {
        routing.expirePins();
        Row now = row();
        if (now.equals(written)) {
            return;
        }
        written = now;
        String node = fleet.node();
        StateChange change = StateChange.of(
                        routing.migration(),
                        "NODE_MEMORY_KEPT",
                        Attribution.automatic("breaker %s with %d failures remembered"
                                .formatted(
                                        now.breaker().state().text(),
                                        now.breaker().failures().size())))
                .observation()
                .change(document -> with(document, node, now))
                .build();
        store.submit(change).whenComplete((entry, failed) -> {
            if (failed != null) {
                log.warn("[Breaker] what this process remembers could not be kept (node={})", node, failed);
            }
        });
    }

    private void restore() {
        Document document = store.document(routing.migration());
        try {
            Row earlier = document.section(SECTION, Rows.class)
                    .orElse(Rows.NONE)
                    .rows()
                    .get(fleet.node());
            if (earlier != null) {
                routing.breaker().restore(earlier.breaker());
                routing.restorePins(earlier.pinned());
            }
        } catch (StateStoreException unreadable) { // legacy when in doubt
            log.warn("[Breaker] stored row cannot be read, the breaker starts open", unreadable);
            routing.breaker().trip("the stored state of the breaker cannot be read");
        }
    }

    private Row row() {
        return new Row(routing.breaker().memory(), routing.pinnedKeys());
    }

    private static Document with(Document document, String node, Row row) {
        Map<String, Row> rows = new HashMap<>(
                document.section(SECTION, Rows.class).orElse(Rows.NONE).rows());
        rows.put(node, row);
        return document.with(SECTION, new Rows(rows));
    }

    /**
     * The section.
     *
     * @param rows each node's row by its name
     */
    public record Rows(Map<String, Row> rows) {

        static final Rows NONE = new Rows(Map.of());

        public Rows {
            rows = rows == null ? Map.of() : Map.copyOf(rows);
        }
    }

    /**
     * What one node remembers.
     *
     * @param breaker its breaker
     * @param pinned its pinned keys, and when each pin ends
     */
    public record Row(BreakerMemory breaker, Map<String, Instant> pinned) {

        public Row {
            pinned = pinned == null ? Map.of() : Map.copyOf(pinned);
        }
    }
}
