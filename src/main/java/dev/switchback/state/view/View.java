package dev.switchback.state.view;

import dev.switchback.journal.JournalRecord;
import dev.switchback.journal.Position;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * One migration as the journal makes it.
 *
 * @param document what is true about it
 * @param recent its last events that are no observations, oldest first, without what they changed
 * @param at where the journal was after the last record about it
 */
public record View(Document document, List<RecentEvent> recent, Position at) {

    private static final int RECENT = 50;

    public View {
        recent = List.copyOf(recent);
    }

    /** {@return the view after one more record about the migration} */
    public View after(Document changed, HistoryEntry entry, JournalRecord record) {
        if (entry.data().containsKey("observation")) {
            return new View(changed, recent, record.position());
        }
        List<RecentEvent> events =
                new ArrayList<>(recent.subList(Math.max(0, recent.size() + 1 - RECENT), recent.size()));
        events.add(RecentEvent.of(record));
        return new View(changed, events, record.position());
    }
}
