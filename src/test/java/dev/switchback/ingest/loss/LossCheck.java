package dev.switchback.ingest.loss;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.table.TableQueueStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What came out: every acknowledged id is to be exactly once among the events or the dead.
 *
 * @param acknowledged how many ids submitters were told
 * @param keys of these, how many with a key
 * @param lost how many of them are nowhere
 * @param left how many of them are still in the queue
 * @param doubled how many ids, acknowledged or not, are somewhere twice
 * @param keysTwice how many keys belong to two events
 * @param contradictions keys that were acknowledged with two ids
 * @param accounting the queue's own proof
 */
record LossCheck(
        int acknowledged,
        int keys,
        int lost,
        int left,
        int doubled,
        int keysTwice,
        List<String> contradictions,
        Accounting accounting) {

    static LossCheck of(String url, LossLedger ledger) throws SQLException {
        Map<UUID, Integer> rows = new HashMap<>();
        Set<UUID> waiting = new HashSet<>();
        int keysTwice;
        try (Connection connection = DriverManager.getConnection(shared(url));
                Statement statement = connection.createStatement()) {
            for (String table : List.of("events", "dead_events", "event_queue")) {
                try (ResultSet row = statement.executeQuery("select id from " + table)) {
                    while (row.next()) {
                        UUID id = row.getObject(1, UUID.class);
                        rows.merge(id, 1, Integer::sum);
                        if (table.equals("event_queue")) {
                            waiting.add(id);
                        }
                    }
                }
            }
            keysTwice = keysTwice(statement);
        }
        try (QueueStore store = TableQueueStore.open("loss", url)) {
            Set<UUID> acknowledged = ledger.acknowledged();
            return new LossCheck(
                    acknowledged.size(),
                    ledger.keys(),
                    count(acknowledged, id -> !rows.containsKey(id)),
                    count(acknowledged, waiting::contains),
                    count(rows.keySet(), id -> rows.get(id) > 1),
                    keysTwice,
                    ledger.contradictions(),
                    store.accounting());
        }
    }

    private static String shared(String url) {
        return url.startsWith("jdbc:h2:") ? url + ";AUTO_SERVER=TRUE;WRITE_DELAY=0" : url;
    }

    private static int keysTwice(Statement statement) throws SQLException {
        String select = """
                select count(*) from (select idempotency_key from (
                    select id, idempotency_key from events union select id, idempotency_key from dead_events
                    union select id, idempotency_key from event_queue) a
                where idempotency_key is not null group by idempotency_key having count(*) > 1) b""";
        try (ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int count(Set<UUID> ids, java.util.function.Predicate<UUID> condition) {
        return (int) ids.stream().filter(condition).count();
    }

    boolean isClean() {
        return lost + left + doubled + keysTwice == 0 && contradictions.isEmpty() && accounting.isBalanced();
    }

    @Override
    public String toString() {
        return ("%d acknowledged (%d with a key), %d lost, %d left, %d doubled, %d keys twice;"
                        + " accepted %d = %d events + %d dead + %d left, %d missing")
                .formatted(
                        acknowledged,
                        keys,
                        lost,
                        left,
                        doubled,
                        keysTwice,
                        accounting.accepted(),
                        accounting.events(),
                        accounting.dead(),
                        accounting.pending() + accounting.processing(),
                        accounting.missing());
    }
}
