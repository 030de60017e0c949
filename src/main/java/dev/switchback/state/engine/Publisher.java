package dev.switchback.state.engine;

import dev.switchback.state.HistoryEntry;
import java.util.List;

/** How what the store's thread finds and does becomes known to all others. */
public interface Publisher {

    /** Makes what is true now visible in one step, together with what else is to be done in that step. */
    void publish(Runnable together);

    /** Looks at the store soon, for others have changed it; on any thread. */
    void wake();

    /** Tells listeners of entries, in order. */
    void tell(List<HistoryEntry> entries);
}
