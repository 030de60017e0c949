package dev.switchback.fleet.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * Where the history is.
 *
 * @param sequence the number of the newest record, 0 for none
 * @param hash its SHA-256, in hexadecimal
 */
record Head(long sequence, String hash) {

    /** Of an empty history. */
    static final Head START = new Head(0, "0".repeat(64));

    private static final String SELECT = "select sequence, hash from switchback_store";

    /** {@return where it is now} */
    static Head read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SELECT)) {
            return of(row);
        }
    }

    /**
     * Locks out all other writers until the transaction ends. One that hangs is thrown out by the server after two
     * seconds, so that nobody waits for a stopped process.
     */
    static Head lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local idle_in_transaction_session_timeout = '2s'; set local lock_timeout = '8s'");
            try (ResultSet row = statement.executeQuery(SELECT + " for update")) {
                return of(row);
            }
        }
    }

    void write(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update switchback_store set sequence = ?, hash = ?")) {
            update.setLong(1, sequence);
            update.setBytes(2, HexFormat.of().parseHex(hash));
            update.executeUpdate();
        }
    }

    private static Head of(ResultSet row) throws SQLException {
        if (!row.next()) {
            throw new SQLException("switchback_store is empty: its one row was deleted");
        }
        return new Head(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2)));
    }
}
