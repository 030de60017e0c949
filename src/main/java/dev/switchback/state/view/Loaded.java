package dev.switchback.state.view;

import dev.switchback.journal.Journal;
import dev.switchback.state.HistoryEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was read when the store was opened.
 *
 * @param journal the journal, at its end
 * @param views each migration
 * @param doubts what cannot be trusted
 * @param damaged documents that were rebuilt, and are to be put aside, each with what is wrong with it
 * @param stale the migrations whose document is behind the journal
 * @param entries the entries after the last one that was known before
 */
public record Loaded(
        Journal journal,
        Views views,
        Doubts doubts,
        Map<String, String> damaged,
        Set<String> stale,
        List<HistoryEntry> entries) {

    /** {@return why the journal cannot be written to, empty if it can} */
    public Optional<String> unwritable() {
        return journal.failure()
                .or(() -> doubts.concernTheJournal() ? doubts.any() : Optional.empty())
                .or(() -> journal.recovery().unwritable());
    }
}
