package dev.switchback.state.engine;

import dev.switchback.state.HistoryEntry;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How what the store's thread finds and does becomes known to all others. */
public interface Publisher {

    /** Makes what is true now visible in one step, together with what else is to be done in that step. */
    void publish(Runnable together);

    /**
     * Makes what is true now visible, and takes those of the changes that wait for durable that are among these: an
     * earlier attempt wrote them, though nobody was told. Otherwise they would be seen twice.
     *
     * @param durable entries by the ids of their changes
     */
    void found(Map<UUID, HistoryEntry> durable);

    /** Looks at the store soon, for others have changed it; on any thread. */
    void wake();

    /** Tells listeners of entries, in order. */
    void tell(List<HistoryEntry> entries);
}
