package dev.switchback.fleet.database;

import dev.switchback.jdbc.Notifications;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.view.RecordJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Fills tables that hold nothing yet with the history of another store; in one transaction. */
final class Restoring {

    private static final int GROUP = 500;

    private final HistoryTable history;
    private final String where;
    private final long origin = UUID.randomUUID().getMostSignificantBits();
    private final Map<String, Document> documents = new HashMap<>();
    private final List<HistoryRow> group = new ArrayList<>();
    private Head head = Head.START;
    private long taken;

    Restoring(HistoryTable history, String where) {
        this.history = history;
        this.where = where;
    }

    long run(Connection connection, Iterable<HistoryEntry> entries) throws SQLException {
        if (Head.lock(connection).sequence() > 0) {
            throw StateStoreException.notWritable(where, "it holds a history already");
        }
        try (Statement settings = connection.createStatement()) {
            settings.execute(
                    "set local idle_in_transaction_session_timeout = '60s'"); // where it comes from may be slow
        }
        for (HistoryEntry entry : entries) {
            take(entry);
            if (group.size() == GROUP) {
                write(connection);
            }
        }
        write(connection);
        MigrationTable migrations = new MigrationTable();
        for (Document document : documents.values()) {
            migrations.replace(connection, Document.empty(document.migration()), document);
        }
        head.write(connection);
        Notifications.send(connection, Attempt.CHANNEL, Long.toString(head.sequence()));
        return taken;
    }

    private void take(HistoryEntry entry) {
        if (entry.sequence() <= head.sequence()) {
            throw StateStoreException.notWritable(
                    where,
                    "record %d comes after record %d in what is to be taken in"
                            .formatted(entry.sequence(), head.sequence()));
        }
        byte[] body = RecordJson.body(entry.migration(), RecordJson.tree(entry));
        HistoryRow row = HistoryRow.after(head, new UUID(origin, entry.sequence()), entry, body);
        group.add(row);
        head = row.head();
        taken++;
        if (!entry.migration().equals(RecordJson.EVERY_MIGRATION)) {
            Document before = documents.getOrDefault(entry.migration(), Document.empty(entry.migration()));
            documents.put(entry.migration(), RecordJson.replayed(before, entry, row.data()));
        }
    }

    private void write(Connection connection) throws SQLException {
        history.append(connection, group);
        group.clear();
    }
}
