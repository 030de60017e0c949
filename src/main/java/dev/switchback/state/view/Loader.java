package dev.switchback.state.view;

import dev.switchback.journal.Journal;
import dev.switchback.journal.JournalOptions;
import dev.switchback.journal.JournalRecord;
import dev.switchback.journal.Position;
import dev.switchback.journal.disk.Storage;
import dev.switchback.state.HistoryEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads documents and journal, and decides what can be trusted. The documents come first: the journal is always written
 * before them, so that one read later reaches at least as far, and what they say of it must be in it.
 */
public final class Loader {

    private final Storage storage;
    private final JournalOptions options;
    private final Views views = new Views();
    private final List<HistoryEntry> entries = new ArrayList<>();

    private Loader(Storage storage, JournalOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /**
     * Reads everything.
     *
     * @param known where the journal was when it was last looked at, empty if it never was
     * @param each is shown each record that was written since, and others
     */
    public static Loaded load(
            Storage storage, JournalOptions options, Optional<Position> known, Consumer<? super JournalRecord> each)
            throws IOException {
        return new Loader(storage, options).run(known, each);
    }

    private Loaded run(Optional<Position> known, Consumer<? super JournalRecord> each) throws IOException {
        DocumentFiles.Found found = DocumentFiles.read(storage);
        found.valid().values().forEach(views::restore);
        List<Position> vouched =
                new ArrayList<>(found.valid().values().stream().map(View::at).toList());
        known.filter(position -> position.sequence() > 0).ifPresent(vouched::add);
        long since = known.map(Position::sequence).orElse(Long.MAX_VALUE);
        Journal journal = Journal.open(storage, options, new Journal.Known(vouched, since), record -> {
            each.accept(record);
            boolean wanted = record.sequence() > since;
            if (wanted || !views.hold(record)) {
                views.replay(record).filter(entry -> wanted).ifPresent(entries::add);
            }
        });
        Map<String, String> rebuilt = new TreeMap<>(found.damaged());
        Doubts doubts = doubts(journal, found, rebuilt);
        return new Loaded(journal, views, doubts, rebuilt, stale(found), entries);
    }

    private Doubts doubts(Journal journal, DocumentFiles.Found found, Map<String, String> rebuilt) {
        Optional<String> all = journal.recovery()
                .unusable()
                .or(() -> journal.isNewer()
                        ? Optional.of("a newer version of Switchback wrote the journal")
                        : views.trouble());
        if (all.isPresent()) {
            rebuilt.clear();
            return Doubts.all(all.get());
        }
        Map<String, String> named = new TreeMap<>(found.newer());
        for (String migration : views.doubtful()) {
            named.put(migration, "records about it may be lost: the journal is damaged beyond its document");
        }
        for (Map.Entry<String, String> damaged : found.damaged().entrySet()) {
            String name = damaged.getKey();
            if (views.hasGap() || views.view(name).isEmpty()) {
                named.put(
                        name,
                        "its document is damaged (%s), and the journal cannot replace it"
                                .formatted(damaged.getValue()));
            }
        }
        rebuilt.keySet().removeAll(named.keySet());
        boolean lost = views.hasGap()
                && named.keySet().stream().anyMatch(name -> !found.newer().containsKey(name));
        Optional<String> others = lost ? Optional.of("records are lost: the journal is damaged") : Optional.empty();
        return new Doubts(Optional.empty(), named, others);
    }

    private Set<String> stale(DocumentFiles.Found found) {
        Set<String> stale = new HashSet<>();
        for (View view : views.all()) {
            String name = view.document().migration();
            View written = found.valid().get(name);
            if (written == null || !written.at().equals(view.at())) {
                stale.add(name);
            }
        }
        stale.removeAll(found.newer().keySet());
        return stale;
    }
}
