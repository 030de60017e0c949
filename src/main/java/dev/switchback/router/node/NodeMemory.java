package dev.switchback.router.node;

import dev.switchback.fleet.Fleet;
import dev.switchback.router.way.Routing;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of one process outlives it: its breaker with the last failures, and its pinned keys, in a section of the document
 * of its own, {@code nodeMemory-<node>} (see {@link NodeRows}).
 *
 * <p>Written off the path of requests, when something has changed, by the tick and at the end: five failing runs of a
 * short-lived generator so trip a breaker that none of them would trip alone. What could not be written is tried again
 * with each tick. Rows are observations: they make no new generation.
 */
public final class NodeMemory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeMemory.class);

    private final StateStore store;
    private final Fleet fleet;
    private final Routing routing;
    private final Clock clock;
    private final AtomicReference<@Nullable Written> underWay = new AtomicReference<>();
    private final AtomicBoolean complained = new AtomicBoolean();
    private final AtomicBoolean unknown;
    private volatile @Nullable Written written;

    /** Takes up what an earlier process of this name has left. */
    public NodeMemory(StateStore store, Fleet fleet, Routing routing, Clock clock) {
        this.store = store;
        this.fleet = fleet;
        this.routing = routing;
        this.clock = clock;
        this.unknown = new AtomicBoolean(store.unreadable(routing.migration()).isPresent());
        restore();
        this.written = now();
    }

    /** Writes the row if it is not what was written last, unless one is being written: then the next tick does it. */
    public void keep() {
        restoreOnceKnown();
        routing.expirePins();
        Written now = now();
        if (!now.equals(written) && underWay.compareAndSet(null, now)) {
            write(now);
        }
    }

    /** Writes the row for the last time, also while another one is being written. Does not wait for the disk. */
    @Override
    public void close() {
        routing.expirePins();
        Written now = now();
        Written before = underWay.getAndSet(now);
        if (!now.equals(before == null ? written : before)) {
            write(now);
        }
    }

    private void write(Written now) {
        Instant at = clock.instant();
        StateChange change = StateChange.of(
                        routing.migration(),
                        "NODE_MEMORY_KEPT",
                        Attribution.automatic("breaker %s with %d failures remembered"
                                .formatted(
                                        now.row().breaker().state().text(),
                                        now.row().breaker().failures().size())))
                .observation()
                .change(document -> NodeRows.with(document, now.node(), now.row(), at))
                .build();
        store.submit(change).whenComplete((entry, failed) -> {
            if (failed == null) {
                written = now;
                complained.set(false);
            } else if (complained.compareAndSet(false, true)) { // once, not with every tick
                log.warn(
                        "[Breaker] what this process remembers cannot be kept; tried again with each tick (node={})",
                        now.node(),
                        failed);
            }
            underWay.compareAndSet(now, null);
        });
    }

    /** A process that began while its store was away ran nothing on new since, and takes up now what was left. */
    private void restoreOnceKnown() {
        if (unknown.get() && store.unreadable(routing.migration()).isEmpty() && unknown.compareAndSet(true, false)) {
            restore();
            written = now();
        }
    }

    private void restore() {
        Document document = store.document(routing.migration());
        try {
            NodeRows.read(document, fleet.node()).ifPresent(earlier -> {
                routing.breaker().restore(earlier.breaker());
                routing.restorePins(earlier.pinned());
            });
        } catch (StateStoreException unreadable) { // legacy when in doubt
            log.warn("[Breaker] stored row cannot be read, the breaker starts open", unreadable);
            routing.breaker().trip("the stored state of the breaker cannot be read");
        }
    }

    private Written now() {
        return new Written(fleet.node(), NodeRow.bounded(routing.breaker().memory(), routing.pinnedKeys()));
    }

    private record Written(String node, NodeRow row) {}
}
