package dev.switchback.schema.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** PostgreSQL: an advisory lock of a session that does nothing else, which ends with its process. */
final class AdvisoryLock implements SchemaLock.Way {

    private static final String KEY =
            "hashtextextended('switchback schema ' || current_database() || '/' || current_schema() || '/' || ?, 0)";

    private final SchemaTarget target;
    private final String table;

    AdvisoryLock(SchemaTarget target, String table) {
        this.target = target;
        this.table = table;
    }

    @Override
    public Optional<SchemaLock.Held> tryLock() throws SQLException {
        Connection connection = target.connect();
        try {
            if (tryLock(connection, table)) {
                return Optional.of(() -> release(connection));
            }
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
        connection.close();
        return Optional.empty();
    }

    /** {@return whether the session has the lock of a name now} */
    static boolean tryLock(Connection connection, String name) throws SQLException {
        return ask(connection, "select pg_try_advisory_lock(%s)", name);
    }

    /** Gives the lock of a name back, if the session is there still. */
    static void unlock(Connection connection, String name) throws SQLException {
        if (!connection.isClosed()) {
            ask(connection, "select pg_advisory_unlock(%s)", name);
        }
    }

    private static boolean ask(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(sql.formatted(KEY))) {
            question.setString(1, name);
            try (ResultSet answer = question.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** A pool keeps the session: the lock would be held for ever. */
    private void release(Connection connection) throws SQLException {
        try (connection) {
            unlock(connection, table);
        }
    }

    @Override
    public String holder() throws SQLException {
        String sql = "select a.pid, a.application_name, a.client_addr, a.backend_start from pg_locks l"
                + " join pg_stat_activity a on a.pid = l.pid"
                + " where l.locktype = 'advisory' and l.granted and l.objsubid = 1"
                + " and l.database = (select oid from pg_database where datname = current_database())"
                + " and (l.classid::bigint << 32) + l.objid::bigint = %s".formatted(KEY);
        try (Connection connection = target.connect();
                PreparedStatement question = connection.prepareStatement(sql)) {
            question.setString(1, table);
            try (ResultSet row = question.executeQuery()) {
                return row.next()
                        ? "session %d of %s, since %s".formatted(row.getInt(1), row.getString(2), row.getString(4))
                        : "gone meanwhile";
            }
        }
    }
}
