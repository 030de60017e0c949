package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.DeadEvent;
import dev.switchback.ingest.table.Endings.Moving;
import dev.switchback.state.Attribution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dead events: given up or discarded, never gone, and brought back into the queue by a person. */
final class Morgue {

    private static final String MOVED = "id, tenant, idempotency_key, ordering_key, payload, attempts, ";

    /** Of PostgreSQL. Ids begin with the time at which they were given, so what was in an order comes back in it. */
    private static final String REQUEUE = """
            with back as (delete from dead_events where id = any (%s)
                returning id, tenant, idempotency_key, ordering_key, payload, accepted_at)
            insert into event_queue (id, tenant, idempotency_key, ordering_key, payload, attempts, inserted_at)
            select id, tenant, idempotency_key, ordering_key, payload, 0, accepted_at from back order by id
            returning id""";

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

    /** {@return the time at this moment} */
    Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select %s as at".formatted(sql.now()))) {
            return Rows.all(statement, row -> Rows.instant(row, "at").orElseThrow())
                    .get(0);
        }
    }

    /** Moves those that are named back into the queue. */
    List<UUID> requeue(Connection connection, List<UUID> ids) throws SQLException {
        if (sql == Sql.H2) {
            return requeueOneByOne(connection, ids);
        }
        try (PreparedStatement statement = connection.prepareStatement(REQUEUE.formatted("?"))) {
            statement.setArray(1, Rows.ids(connection, ids));
            return Rows.all(statement, Rows::id);
        }
    }

    /** Moves the oldest of those that died up to a moment back into the queue, so many at most. */
    List<UUID> requeue(Connection connection, Instant until, int most) throws SQLException {
        String oldest = "select id from dead_events where died_at <= ? order by id limit ?";
        if (sql == Sql.H2) {
            try (PreparedStatement statement = connection.prepareStatement(oldest)) {
                bind(statement, until, most);
                return requeueOneByOne(connection, Rows.all(statement, Rows::id));
            }
        }
        String array = "array(%s for update skip locked)".formatted(oldest);
        try (PreparedStatement statement = connection.prepareStatement(REQUEUE.formatted(array))) {
            bind(statement, until, most);
            return Rows.all(statement, Rows::id);
        }
    }

    private static void bind(PreparedStatement statement, Instant until, int most) throws SQLException {
        statement.setObject(1, until.atOffset(ZoneOffset.UTC));
        statement.setInt(2, most);
    }

    /** By the primary key: H2 scans the table for a condition on an array. */
    private List<UUID> requeueOneByOne(Connection connection, List<UUID> ids) throws SQLException {
        String delete = sql.returning(MOVED + "accepted_at", Sql.Change.DELETE, "delete from dead_events where id = ?");
        String insert = """
                insert into event_queue (id, tenant, idempotency_key, ordering_key, payload, attempts, inserted_at)
                values (?, ?, ?, ?, ?, ?, ?)""";
        List<UUID> requeued = new ArrayList<>();
        try (PreparedStatement taking = connection.prepareStatement(delete);
                PreparedStatement giving = connection.prepareStatement(insert)) {
            for (UUID id : ids) {
                taking.setObject(1, id);
                for (Moving row : Rows.all(taking, Moving::read)) {
                    Endings.bind(giving, row, -row.attempts()); // it is tried anew
                    giving.addBatch();
                    requeued.add(row.id());
                }
            }
            giving.executeBatch();
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
