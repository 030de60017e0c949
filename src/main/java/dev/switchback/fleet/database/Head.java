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
 * @param format which version of the tables this is, as far as it matters to those who do not know it
 */
record Head(long sequence, String hash, int format) {

    private static final int FORMAT = 1;

    /** Of an empty history. */
    static final Head START = new Head(0, "0".repeat(64), FORMAT);

    private static final String SELECT = "select sequence, hash, format from switchback_store";

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
            statement.execute("set transaction isolation level read committed;"
                    + " set local idle_in_transaction_session_timeout = '2s'; set local lock_timeout = '8s'");
            try (ResultSet row = statement.executeQuery(SELECT + " for update")) {
                return of(row);
            }
        }
    }

    /** {@return where it is with one record more} */
    Head then(long next, String nextHash) {
        return new Head(next, nextHash, format);
    }

    /** {@return whether only a newer Switchback knows these tables} */
    boolean isNewer() {
        return format > FORMAT;
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
            throw new SQLException("switchback_store is empty: its one row was deleted", "XX001");
        }
        return new Head(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2)), row.getInt(3));
    }
}
