package dev.switchback.fleet.database;

import dev.switchback.jdbc.Notifications;
import dev.switchback.state.Document;
import dev.switchback.state.engine.Batch;
import dev.switchback.state.engine.Prepared;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One attempt to write a batch in one transaction. For the engine's thread. */
final class Attempt {

    /** Where others hear of what was written. */
    static final String CHANNEL = "switchback";

    private final Snapshot snapshot;
    private final HistoryTable history;
    private final Batch batch;
    private final Map<String, Document> changed = new LinkedHashMap<>();
    private List<Prepared> prepared = List.of();
    private Head head = Head.START;

    Attempt(Snapshot snapshot, HistoryTable history, Batch batch) {
        this.snapshot = snapshot;
        this.history = history;
        this.batch = batch;
    }

    /** Lock, read what others wrote, work the changes out on that, and write them. */
    boolean run(Connection connection) throws SQLException {
        head = Head.lock(connection);
        snapshot.refresh(connection, head);
        if (snapshot.trouble().isPresent()) {
            throw new SQLException(snapshot.trouble().get(), "0A000"); // what is to be written waits until that is over
        }
        history.find(connection, batch.attempted()).forEach(batch::wasDurable);
        prepared = batch.prepare(snapshot.documents(), snapshot.doubts(), head.sequence());
        if (prepared.isEmpty()) {
            return false;
        }
        List<HistoryRow> rows = new ArrayList<>();
        for (Prepared one : prepared) {
            HistoryRow row = HistoryRow.after(head, one.id(), one.applied().entry(), one.body());
            rows.add(row);
            head = row.head();
            changed.put(one.applied().document().migration(), one.applied().document());
        }
        history.append(connection, rows);
        MigrationTable migrations = new MigrationTable();
        for (Document document : changed.values()) {
            migrations.replace(connection, snapshot.document(document.migration()), document);
        }
        head.write(connection);
        Notifications.send(connection, CHANNEL, Long.toString(head.sequence()));
        return true;
    }

    /** {@return the changes that were not refused} */
    List<Prepared> prepared() {
        return prepared;
    }

    /** Takes note that the transaction was committed. */
    void accept() {
        if (!prepared.isEmpty()) {
            snapshot.wrote(changed, head);
            batch.durable(prepared);
        }
    }
}
