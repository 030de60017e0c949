package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.QueueStore.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How the processing of a claimed event ends: finished, failed, put back, or rescued from a dead process. Each looks at
 * the token of the claim, so that whoever has lost an event in the meantime changes nothing.
 */
final class Endings {

    /** Only what is claimed has a token; a condition on the status too would make the planner read all that is claimed. */
    private static final String OURS = "(seq, token) in (select * from %s)";

    private static final String MOVED = "id, tenant, idempotency_key, ordering_key, payload, attempts, inserted_at";
    private static final String LEAST_DEAD =
            "its process died or hung at attempt %d, the last; whoever requeues it tries it anew";

    private final Sql sql;

    Endings(Sql sql) {
        this.sql = sql;
    }

    /** {@return the ids of those that were ours} */
    List<UUID> finish(Connection connection, List<Claimed> processed, List<String> subscribers) throws SQLException {
        List<UUID> finished = sql == Sql.POSTGRES ? atOnce(connection, processed) : oneByOne(connection, processed);
        if (!finished.isEmpty() && !subscribers.isEmpty()) {
            DeliveryTable.insert(connection, sql, finished, subscribers);
        }
        return finished;
    }

    private String ours() {
        return OURS.formatted(sql.unnest("bigint", "bigint"));
    }

    private List<UUID> atOnce(Connection connection, List<Claimed> processed) throws SQLException {
        String move = """
                with done as (delete from event_queue q using %s as t(seq, token)
                    where q.seq = any (?) and q.seq = t.seq and q.token = t.token
                    returning q.id, q.tenant, q.idempotency_key, q.ordering_key, q.payload, q.attempts, q.inserted_at)
                insert into events (id, tenant, idempotency_key, ordering_key, payload, attempts, accepted_at)
                select * from done returning id""".formatted(sql.unnest("bigint", "bigint"));
        try (PreparedStatement statement = connection.prepareStatement(move)) {
            bind(connection, statement, processed);
            statement.setArray(3, Rows.longs(connection, sql, processed, Claimed::seq));
            return Rows.all(statement, Rows::id);
        }
    }

    private void bind(Connection connection, PreparedStatement statement, List<Claimed> claimed) throws SQLException {
        statement.setArray(1, Rows.longs(connection, sql, claimed, Claimed::seq));
        statement.setArray(2, Rows.longs(connection, sql, claimed, Claimed::token));
    }

    /** Moves events that are only locked. */
    void finishLocked(Connection connection, List<Claimed> locked, List<String> subscribers) throws SQLException {
        List<Long> seqs = locked.stream().map(Claimed::seq).toList();
        List<UUID> moved;
        if (sql == Sql.POSTGRES) {
            String move = """
                    with done as (delete from event_queue where seq = any (?)
                        returning id, tenant, idempotency_key, ordering_key, payload, attempts + 1, inserted_at)
                    insert into events (id, tenant, idempotency_key, ordering_key, payload, attempts, accepted_at)
                    select * from done returning id""";
            try (PreparedStatement statement = connection.prepareStatement(move)) {
                statement.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
                moved = Rows.all(statement, Rows::id);
            }
        } else {
            moved = insert(connection, removed(connection, locked), 1);
        }
        if (moved.size() != locked.size()) {
            throw new SQLException("%d of %d locked events could be moved".formatted(moved.size(), locked.size()));
        }
        if (!subscribers.isEmpty()) {
            DeliveryTable.insert(connection, sql, moved, subscribers);
        }
    }

    /** A row on its way from one table to another. */
    record Moving(UUID id, String tenant, String key, String order, String payload, int attempts, OffsetDateTime at) {

        static Moving read(ResultSet row) throws SQLException {
            return new Moving(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6),
                    row.getObject(7, OffsetDateTime.class));
        }
    }

    /** By the primary key: H2 scans the table for a condition on an array. */
    private List<UUID> oneByOne(Connection connection, List<Claimed> claimed) throws SQLException {
        String delete = "delete from event_queue where seq = ? and token = ? and status = 'processing'";
        List<Moving> moving = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(sql.returning(MOVED, Sql.Change.DELETE, delete))) {
            for (Claimed one : claimed) {
                statement.setLong(1, one.seq());
                statement.setLong(2, one.token());
                moving.addAll(Rows.all(statement, Moving::read));
            }
        }
        return insert(connection, moving, 0);
    }

    private List<Moving> removed(Connection connection, List<Claimed> locked) throws SQLException {
        List<Moving> moving = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                sql.returning(MOVED, Sql.Change.DELETE, "delete from event_queue where seq = ?"))) {
            for (Claimed one : locked) {
                statement.setLong(1, one.seq());
                moving.addAll(Rows.all(statement, Moving::read));
            }
        }
        return moving;
    }

    private static List<UUID> insert(Connection connection, List<Moving> rows, int moreAttempts) throws SQLException {
        String insert = """
                insert into events (id, tenant, idempotency_key, ordering_key, payload, attempts, accepted_at)
                values (?, ?, ?, ?, ?, ?, ?)""";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            List<UUID> ids = new ArrayList<>();
            for (Moving row : rows) {
                bind(statement, row, moreAttempts);
                statement.addBatch();
                ids.add(row.id());
            }
            statement.executeBatch();
            return ids;
        }
    }

    static void bind(PreparedStatement statement, Moving row, int moreAttempts) throws SQLException {
        statement.setObject(1, row.id());
        statement.setString(2, row.tenant());
        statement.setString(3, row.key());
        statement.setString(4, row.order());
        statement.setString(5, row.payload());
        statement.setInt(6, row.attempts() + moreAttempts);
        statement.setObject(7, row.at());
    }

    FailedAttempts fail(Connection connection, List<Failure> failures) throws SQLException {
        int most = mostAttempts(connection);
        int waiting = 0;
        int dead = 0;
        for (Failure failure : failures) {
            boolean isLast = failure.claimed().event().attempt() >= most;
            if (isLast) {
                dead += Morgue.bury(
                        connection,
                        sql,
                        "seq = ? and token = ? and status = 'processing'",
                        failure.claimed(),
                        failure.error());
            } else {
                waiting += putOff(connection, failure);
            }
        }
        return new FailedAttempts(waiting, dead);
    }

    private int putOff(Connection connection, Failure failure) throws SQLException {
        String update = """
                update event_queue set status = 'pending', owner = null, token = null, claimed_at = null,
                    lease_until = null, error = ?, next_attempt_at = %s
                where seq = ? and token = ? and status = 'processing'""".formatted(sql.after("?"));
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, failure.error());
            statement.setLong(2, Rows.millis(failure.pause()));
            statement.setLong(3, failure.claimed().seq());
            statement.setLong(4, failure.claimed().token());
            return statement.executeUpdate();
        }
    }

    void release(Connection connection, List<Claimed> untouched) throws SQLException {
        String update = """
                update event_queue set status = 'pending', owner = null, token = null, claimed_at = null,
                    lease_until = null, attempts = event_queue.attempts - 1
                where\s""" + ours();
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            bind(connection, statement, untouched);
            statement.executeUpdate();
        }
    }

    private static int mostAttempts(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select attempts from ingest_control");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getInt(1) : 1;
        }
    }

    /** As a rule there is none, and then the queue is read once instead of twice. */
    private static boolean isAny(Connection connection, String stuck) throws SQLException {
        String look =
                "select exists (select 1 from event_queue where %1$s) or exists (select 1 from event_deliveries where %1$s)";
        try (PreparedStatement statement = connection.prepareStatement(look.formatted(stuck));
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** An event that kills its processes is given up like one that only fails. */
    FailedAttempts rescue(Connection connection, boolean all) throws SQLException {
        int most = mostAttempts(connection);
        String stuck = all ? "status = 'processing'" : "status = 'processing' and lease_until < " + sql.now();
        if (!isAny(connection, stuck)) {
            return FailedAttempts.NONE;
        }
        String last = sql.unlocked("event_queue", "%s and attempts >= %d".formatted(stuck, most));
        int dead = Morgue.bury(connection, sql, last, null, LEAST_DEAD.formatted(most));
        int waiting = 0;
        for (String table : List.of("event_queue", "event_deliveries")) {
            String claimedAt = table.equals("event_queue") ? "claimed_at = null, " : "";
            String update = """
                    update %s set status = 'pending', owner = null, token = null, %slease_until = null,
                        next_attempt_at = %s
                    where %s""".formatted(table, claimedAt, sql.now(), sql.unlocked(table, stuck));
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                waiting += statement.executeUpdate();
            }
        }
        return new FailedAttempts(waiting, dead);
    }
}
