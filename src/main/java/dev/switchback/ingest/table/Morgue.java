package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.DeadEvent;
import dev.switchback.ingest.table.Endings.Moving;
import dev.switchback.state.Attribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dead events: given up or discarded, never gone, and brought back into the queue by a person. */
final class Morgue {

    private static final String MOVED = "id, tenant, idempotency_key, ordering_key, payload, attempts, ";

    private final Sql sql;

    Morgue(Sql sql) {
        this.sql = sql;
    }

    /** Moves events of the queue to the dead: those of a condition, or the one that is claimed. */
    static int bury(Connection connection, Sql sql, String condition, @Nullable Claimed one, String error)
            throws SQLException {
        String delete =
                sql.returning(MOVED + "inserted_at", Sql.Change.DELETE, "delete from event_queue where " + condition);
        List<Moving> moving;
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            if (one != null) {
                statement.setLong(1, one.seq());
                statement.setLong(2, one.token());
            }
            moving = Rows.all(statement, Moving::read);
        }
        insert(connection, sql, moving, error, "switchback");
        return moving.size();
    }

    private static void insert(Connection connection, Sql sql, List<Moving> rows, String error, String operator)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String insert = """
                insert into dead_events (id, tenant, idempotency_key, ordering_key, payload, attempts, accepted_at,
                    error, operator, died_at) values (?, ?, ?, ?, %s, ?, ?, ?, ?, %s)""".formatted(sql == Sql.POSTGRES ? "?::json" : "?", sql.now());
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Moving row : rows) {
                Endings.bind(statement, row, 0);
                statement.setString(8, error);
                statement.setString(9, operator);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    List<UUID> discard(Connection connection, List<UUID> ids, Attribution by) throws SQLException {
        String delete = sql.returning(
                MOVED + "inserted_at", Sql.Change.DELETE, "delete from event_queue where " + sql.anyOf("id", "uuid"));
        List<Moving> moving;
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setArray(1, Rows.ids(connection, ids));
            moving = Rows.all(statement, Moving::read);
        }
        insert(connection, sql, moving, by.reason(), by.operator());
        return moving.stream().map(Moving::id).toList();
    }

    /** All dead events if none is named. */
    List<UUID> requeue(Connection connection, List<UUID> ids) throws SQLException {
        String which = ids.isEmpty() ? "" : " where " + sql.anyOf("id", "uuid");
        String delete = sql.returning(MOVED + "accepted_at", Sql.Change.DELETE, "delete from dead_events" + which);
        List<Moving> moving;
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            if (!ids.isEmpty()) {
                statement.setArray(1, Rows.ids(connection, ids));
            }
            moving = Rows.all(statement, Moving::read);
        }
        String insert = """
                insert into event_queue (id, tenant, idempotency_key, ordering_key, payload, attempts, inserted_at)
                values (?, ?, ?, ?, %s, ?, ?)""".formatted(sql == Sql.POSTGRES ? "?::json" : "?");
        List<UUID> requeued = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Moving row : moving) {
                Endings.bind(statement, row, -row.attempts()); // it is tried anew
                statement.addBatch();
                requeued.add(row.id());
            }
            statement.executeBatch();
        }
        return requeued;
    }

    List<DeadEvent> dead(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select * from dead_events order by died_at desc, id limit ?")) {
            statement.setInt(1, most);
            return Rows.all(
                    statement,
                    row -> new DeadEvent(
                            Rows.event(row, "accepted_at"),
                            row.getString("error"),
                            row.getString("operator"),
                            Rows.instant(row, "died_at").orElse(Instant.EPOCH)));
        }
    }
}
