package dev.switchback.schema.track;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** H2: a row that a transaction of its own keeps locked, until its connection ends. */
final class RowLock implements SchemaLock.Way {

    private static final int LOCK_TIMEOUT = 50200;
    private static final int CONCURRENT_UPDATE = 90131;

    private final SchemaTarget target;
    private final String table;

    RowLock(SchemaTarget target, String table) {
        this.target = target;
        this.table = table + "_lock";
    }

    @Override
    public Optional<SchemaLock.Held> tryLock() throws SQLException {
        Connection connection = target.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout 50");
            statement.execute("create table if not exists %s (id integer primary key)".formatted(table));
            statement.execute("merge into %s key (id) values (1)".formatted(table));
            connection.setAutoCommit(false);
            statement
                    .executeQuery("select id from %s where id = 1 for update".formatted(table))
                    .close();
            return Optional.of(() -> release(connection));
        } catch (SQLException failed) {
            connection.close();
            if (failed.getErrorCode() == LOCK_TIMEOUT || failed.getErrorCode() == CONCURRENT_UPDATE) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static void release(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            try (connection) {
                connection.rollback();
            }
        }
    }

    @Override
    public String holder() {
        return "another session";
    }
}
