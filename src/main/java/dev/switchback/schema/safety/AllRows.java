package dev.switchback.schema.safety;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a connection see every row for a while, or be told that it may not: by default PostgreSQL leaves those out that
 * policies of row security hide, without a word. What was set comes back when it is closed.
 */
public final class AllRows implements AutoCloseable {

    private final Connection connection;
    private final String setting;

    private AllRows(Connection connection, String setting) {
        this.connection = connection;
        this.setting = setting;
    }

    /** Begins. */
    public static AllRows of(Connection connection) throws SQLException {
        if (!new Questions(connection).isPostgres()) {
            return new AllRows(connection, "");
        }
        try (Statement statement = connection.createStatement()) {
            String setting;
            try (ResultSet row = statement.executeQuery("show row_security")) {
                setting = row.next() ? row.getString(1) : "on";
            }
            statement.execute("set row_security = off");
            return new AllRows(connection, setting);
        }
    }

    @Override
    public void close() throws SQLException {
        if (!setting.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set row_security = %s".formatted(setting));
            }
        }
    }
}
