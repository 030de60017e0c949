package dev.switchback.fleet.database;

import dev.switchback.journal.Problem;
import dev.switchback.state.Document;
import dev.switchback.state.view.RecordJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the whole history, and finds what was lost, edited, added or put elsewhere since it was written. */
final class HistoryCheck {

    private static final String HISTORY = "switchback_history";
    private static final String MIGRATION = "switchback_migration";

    private final HistoryTable history;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Document> replayed = new HashMap<>();
    private Head last = Head.START;

    HistoryCheck(HistoryTable history) {
        this.history = history;
    }

    List<Problem> run(Connection connection) throws SQLException {
        history.each(connection, this::check);
        Head head = Head.read(connection);
        if (!head.equals(last)) {
            problems.add(new Problem(
                    HISTORY,
                    last.sequence(),
                    "the newest record is not the one that switchback_store names (%d)".formatted(head.sequence())));
        }
        MigrationTable.Found found = new MigrationTable().changedSince(connection, -1);
        found.damaged().forEach((name, why) -> problems.add(new Problem(MIGRATION, 0, name + ": " + why)));
        compare(found.documents());
        return List.copyOf(problems);
    }

    private void check(HistoryRow row) {
        long sequence = row.entry().sequence();
        if (!row.isGenuine()) {
            problems.add(new Problem(HISTORY, sequence, "record %d was edited".formatted(sequence)));
        }
        if (!row.prev().equals(last.hash())) {
            problems.add(new Problem(
                    HISTORY,
                    sequence,
                    "record %d does not follow record %d: records are missing, added or in another order"
                            .formatted(sequence, last.sequence())));
        }
        last = row.head();
        String migration = row.entry().migration();
        if (!migration.equals(RecordJson.EVERY_MIGRATION)) {
            Document before = replayed.getOrDefault(migration, Document.empty(migration));
            replayed.put(migration, RecordJson.replayed(before, row.entry(), row.data()));
        }
    }

    private void compare(Map<String, Document> documents) {
        documents.forEach((name, document) -> {
            if (!document.equals(replayed.get(name))) {
                problems.add(
                        new Problem(MIGRATION, document.sequence(), "%s is not what its history says".formatted(name)));
            }
        });
        replayed.keySet().stream()
                .filter(name -> !documents.containsKey(name))
                .forEach(name -> problems.add(new Problem(MIGRATION, 0, "%s is missing".formatted(name))));
    }
}
