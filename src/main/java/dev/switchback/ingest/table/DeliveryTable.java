package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.ClaimedDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One row for each event and subscriber; a delivery that was made stays as its proof. */
final class DeliveryTable {

    private static final String DELIVERING = "('ASYNC', 'DRAIN', 'SYNC', 'REJECT')";

    private final Sql sql;

    DeliveryTable(Sql sql) {
        this.sql = sql;
    }

    static void insert(Connection connection, Sql sql, List<UUID> events, List<String> subscribers)
            throws SQLException {
        String from = "%s, %s"
                .formatted(
                        sql == Sql.POSTGRES ? "unnest(?::uuid[]) e(id)" : "unnest(cast(? as uuid array)) e(id)",
                        sql == Sql.POSTGRES
                                ? "unnest(?::varchar[]) s(name)"
                                : "unnest(cast(? as varchar array)) s(name)");
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into event_deliveries (event_id, subscriber) select e.id, s.name from " + from)) {
            statement.setArray(1, Rows.ids(connection, events));
            statement.setArray(2, connection.createArrayOf("varchar", subscribers.toArray()));
            statement.executeUpdate();
        }
    }

    List<ClaimedDelivery> claim(Connection connection, String owner, String subscriber, int most) throws SQLException {
        List<Due> due = due(connection, subscriber, most);
        if (due.isEmpty()) {
            return List.of();
        }
        long token = nextToken(connection);
        mark(connection, owner, token, due);
        return read(connection, token);
    }

    private record Due(UUID event, String subscriber) {}

    private List<Due> due(Connection connection, String subscriber, int most) throws SQLException {
        String select = """
                select d.event_id, d.subscriber from event_deliveries d
                where d.status = 'pending' and d.next_attempt_at <= %s and d.subscriber = ?
                  and exists (select 1 from ingest_control where mode in %s)
                order by d.next_attempt_at limit ? for update %s skip locked""".formatted(sql.now(), DELIVERING, sql == Sql.POSTGRES ? "of d" : "");
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, subscriber);
            statement.setInt(2, most);
            return Rows.all(statement, row -> new Due(row.getObject(1, UUID.class), row.getString(2)));
        }
    }

    private long nextToken(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.nextClaim());
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** One by one, by the primary key: H2 reads all that was ever delivered for a condition on an array. */
    private void mark(Connection connection, String owner, long token, List<Due> due) throws SQLException {
        String update = """
                update event_deliveries set status = 'processing', owner = ?, token = ?, lease_until = %s,
                    attempts = event_deliveries.attempts + 1
                where event_id = ? and subscriber = ?""".formatted(sql.after("(select lease_ms from ingest_control)"));
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (Due one : due) {
                statement.setString(1, owner);
                statement.setLong(2, token);
                statement.setObject(3, one.event());
                statement.setString(4, one.subscriber());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static List<ClaimedDelivery> read(Connection connection, long token) throws SQLException {
        String select = """
                select d.subscriber, d.token, e.id, e.tenant, e.ordering_key, e.payload, d.attempts, e.accepted_at
                from event_deliveries d join events e on e.id = d.event_id
                where d.status = 'processing' and d.token = ?""";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setLong(1, token);
            return Rows.all(
                    statement,
                    row -> new ClaimedDelivery(
                            Rows.event(row, "accepted_at"), row.getString("subscriber"), row.getLong("token")));
        }
    }

    void delivered(Connection connection, List<ClaimedDelivery> made) throws SQLException {
        String update = """
                update event_deliveries set status = 'delivered', owner = null, token = null, lease_until = null,
                    error = null, delivered_at = %s
                where event_id = ? and subscriber = ? and token = ? and status = 'processing'""".formatted(sql.now());
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bindAll(statement, made);
            statement.executeBatch();
        }
    }

    void release(Connection connection, List<ClaimedDelivery> untouched) throws SQLException {
        String update = """
                update event_deliveries set status = 'pending', owner = null, token = null, lease_until = null,
                    attempts = event_deliveries.attempts - 1
                where event_id = ? and subscriber = ? and token = ? and status = 'processing'""";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bindAll(statement, untouched);
            statement.executeBatch();
        }
    }

    private static void bindAll(PreparedStatement statement, List<ClaimedDelivery> claimed) throws SQLException {
        for (ClaimedDelivery one : claimed) {
            statement.setObject(1, one.event().id());
            statement.setString(2, one.subscriber());
            statement.setLong(3, one.token());
            statement.addBatch();
        }
    }

    void undelivered(Connection connection, List<ClaimedDelivery> failed, List<String> errors, List<Duration> pauses)
            throws SQLException {
        String update = """
                update event_deliveries set owner = null, token = null, lease_until = null, error = ?,
                    status = case when attempts >= (select attempts from ingest_control) then 'failed' else 'pending' end,
                    next_attempt_at = %s
                where event_id = ? and subscriber = ? and token = ? and status = 'processing'""".formatted(sql.after("?"));
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            List<ClaimedDelivery> copy = new ArrayList<>(failed);
            for (int i = 0; i < copy.size(); i++) {
                statement.setString(1, errors.get(i));
                statement.setLong(2, Rows.millis(pauses.get(i)));
                statement.setObject(3, copy.get(i).event().id());
                statement.setString(4, copy.get(i).subscriber());
                statement.setLong(5, copy.get(i).token());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
