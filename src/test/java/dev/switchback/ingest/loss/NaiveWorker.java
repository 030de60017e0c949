package dev.switchback.ingest.loss;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What everybody writes first, two of them: they must be found out, or the harness proves nothing. */
final class NaiveWorker {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String MOVED = "id, tenant, idempotency_key, ordering_key, payload, attempts, inserted_at";
    private static final String INSERT = """
            insert into %s (id, tenant, idempotency_key, ordering_key, payload, attempts, accepted_at%s)
            select %s%s from event_queue where seq = ?""";

    private NaiveWorker() {}

    /** An event as it is read from the queue. */
    private record Item(long seq, String id, String payload) {}

    /** {@code DELETES_FIRST} as the name of a process begins with {@code deletes}. */
    public static void main(String[] arguments) {
        boolean deletesFirst = arguments[2].startsWith("deletes");
        System.out.println("ready");
        while (true) {
            try (Connection connection = DriverManager.getConnection(arguments[0])) {
                while (true) {
                    int done = deletesFirst ? deleteThenProcess(connection) : stepByStep(connection);
                    if (done == 0) {
                        Deed.pause(PAUSE);
                    }
                }
            } catch (SQLException away) {
                Deed.pause(PAUSE);
            }
        }
    }

    /** Takes rows out of the queue, commits, and processes them: a process that dies in between has lost them. */
    private static int deleteThenProcess(Connection connection) throws SQLException {
        String delete = """
                delete from event_queue where seq in (select seq from event_queue order by seq limit 50
                    for update skip locked) returning\s""" + MOVED;
        List<Object[]> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(delete)) {
            while (row.next()) {
                Object[] columns = new Object[7];
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = row.getObject(i + 1);
                }
                rows.add(columns);
            }
        }
        for (Object[] row : rows) {
            insert(connection, row, !worked(row[4].toString()));
        }
        return rows.size();
    }

    private static void insert(Connection connection, Object[] row, boolean dead) throws SQLException {
        String insert =
                "insert into %s (id, tenant, idempotency_key, ordering_key, payload, attempts, accepted_at%s) values (?, ?, ?, ?, ?::json, ?, ?%s)"
                        .formatted(
                                dead ? "dead_events" : "events",
                                dead ? ", error, operator" : "",
                                dead ? ", 'x', 'x'" : "");
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, i == 4 ? row[i].toString() : row[i]);
            }
            statement.executeUpdate();
        }
    }

    /** The steps of the seed, each for itself, and its revert of whatever is being processed, by whomever. */
    private static int stepByStep(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (Math.floorMod(System.nanoTime(), 20) == 0) {
                statement.executeUpdate("update event_queue set status = 'pending' where status = 'processing'");
            }
            List<Item> items = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    update event_queue set status = 'processing' where seq in (select seq from event_queue
                        where status = 'pending' order by seq limit 50 for update skip locked)
                    returning seq, id, payload""")) {
                while (row.next()) {
                    items.add(new Item(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
            for (Item item : items) {
                boolean dead = !worked(item.payload());
                String insert = INSERT.formatted(
                        dead ? "dead_events" : "events",
                        dead ? ", error, operator" : "",
                        MOVED,
                        dead ? ", 'x', 'x'" : "");
                execute(connection, insert, item.seq());
                execute(connection, "delete from event_queue where seq = ?", item.seq());
            }
            return items.size();
        }
    }

    private static void execute(Connection connection, String sql, long seq) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, seq);
            statement.executeUpdate();
        }
    }

    private static boolean worked(String payload) {
        try {
            Deed.run(payload);
            return true;
        } catch (IllegalStateException failed) {
            return false;
        }
    }
}
