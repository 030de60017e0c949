package dev.switchback.fleet.database;

import dev.switchback.state.Document;
import dev.switchback.state.engine.Publisher;
import dev.switchback.state.view.Doubts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was last read of the database. For the engine's thread. */
final class Snapshot {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    /** After a long absence only so many entries are told one by one; the documents are whole in any case. */
    private static final int MOST_TOLD = 10_000;

    private final Publisher publisher;
    private final HistoryTable history;
    private final MigrationTable migrations = new MigrationTable();
    private Map<String, Document> documents = Map.of();
    private final Map<String, String> damaged = new TreeMap<>();
    private Head head = Head.START;
    private Optional<String> trouble = Optional.empty();
    private boolean read;
    private boolean announced;

    Snapshot(Publisher publisher, HistoryTable history) {
        this.publisher = publisher;
        this.history = history;
    }

    /** From now on others are told of what is new. */
    void announce() {
        announced = true;
    }

    /** Begins anew: what was set back is taken for the truth from now on. */
    void forget() {
        read = false;
        documents = Map.of();
        damaged.clear();
        head = Head.START;
        trouble = Optional.empty();
    }

    boolean wasAnnounced() {
        return announced;
    }

    boolean isRead() {
        return read;
    }

    Map<String, Document> documents() {
        return documents;
    }

    Head head() {
        return head;
    }

    Doubts doubts() {
        return trouble.map(Doubts::all).orElseGet(() -> new Doubts(Optional.empty(), damaged, Optional.empty()));
    }

    /** {@return why nothing there can be trusted, or written, empty if it can} */
    Optional<String> trouble() {
        return trouble;
    }

    /** Trusts one migration no more. */
    void doubt(String migration, String why) {
        damaged.put(migration, why);
    }

    /** Takes note that there are no tables. */
    void nothing() {
        read = true;
    }

    /** Reads what was written since, in a transaction that sees one moment, or under the lock. */
    void refresh(Connection connection, Head now) throws SQLException {
        if (now.isNewer()) {
            distrust("a newer version of Switchback made the tables");
            return;
        }
        if (now.equals(head) && read) {
            trouble = Optional.empty(); // it is where it was: what stood against it is over
            return;
        }
        try {
            readOn(connection, now);
        } catch (RuntimeException misfit) { // Jackson's, for instance: a newer version, or somebody else, wrote it
            distrust("a record there cannot be understood: " + misfit.getMessage());
        }
    }

    private void readOn(Connection connection, Head now) throws SQLException {
        List<HistoryRow> rows = read ? history.since(connection, head.sequence(), MOST_TOLD) : List.of();
        Optional<String> broken = read ? broken(rows, now) : Optional.empty();
        if (broken.isPresent()) {
            distrust(broken.get());
            return;
        }
        MigrationTable.Found found = migrations.changedSince(connection, read ? head.sequence() : -1);
        Map<String, Document> merged = new HashMap<>(documents);
        merged.putAll(found.documents());
        documents = Map.copyOf(merged);
        damaged.keySet().removeAll(found.documents().keySet());
        damaged.putAll(found.damaged());
        trouble = Optional.empty();
        head = now;
        read = true;
        if (announced) {
            publisher.found(rows.stream().collect(Collectors.toMap(HistoryRow::changeId, HistoryRow::entry)));
            publisher.tell(rows.stream().map(HistoryRow::entry).toList());
        }
    }

    /** The head stays where it was, so that it is looked at again. */
    private void distrust(String why) {
        if (!trouble.equals(Optional.of(why))) {
            LOG.error("[StateStore] every key goes to the legacy pipeline: {}", why);
        }
        trouble = Optional.of(why);
        read = true;
        if (announced) {
            publisher.publish(() -> {});
        }
    }

    /** What was acknowledged is gone when the server was set back: then nobody knows what is true. */
    private Optional<String> broken(List<HistoryRow> rows, Head now) {
        if (now.sequence() < head.sequence() || rows.isEmpty()) {
            return Optional.of("the database was set back: it ends with record %d, and record %d had been read"
                    .formatted(now.sequence(), head.sequence()));
        }
        boolean follows = rows.size() == MOST_TOLD || rows.get(0).prev().equals(head.hash());
        return follows
                ? Optional.empty()
                : Optional.of(
                        "the database was set back: what follows record %d there does not follow what had been read"
                                .formatted(head.sequence()));
    }

    /** Takes what this process has just written. */
    void wrote(Map<String, Document> changed, Head now) {
        Map<String, Document> merged = new HashMap<>(documents);
        merged.putAll(changed);
        documents = Map.copyOf(merged);
        head = now;
    }

    /** {@return the document of a migration, empty if there is none} */
    Document document(String migration) {
        Document found = documents.get(migration);
        return found == null ? Document.empty(migration) : found;
    }
}
