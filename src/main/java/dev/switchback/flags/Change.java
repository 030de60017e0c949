package dev.switchback.flags;

import dev.switchback.state.HistoryEntry;
import java.util.List;

/**
 * A change that was recorded.
 *
 * @param before the stored settings as they were
 * @param after the stored settings as they are now
 * @param entry the entry of the history that records it
 * @param masked the variables of this process that hide settings of the change, which therefore do not take effect here
 */
public record Change(Settings before, Settings after, HistoryEntry entry, List<String> masked) {

    public Change {
        masked = List.copyOf(masked);
    }
}
