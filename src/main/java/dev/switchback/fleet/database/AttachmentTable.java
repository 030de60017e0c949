package dev.switchback.fleet.database;

import dev.switchback.state.StateStoreException;
import dev.switchback.state.attachment.AttachmentName;
import dev.switchback.state.attachment.Attachments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code switchback_attachment}; it has no state of its own. */
final class AttachmentTable {

    /** Locked while those of one migration are counted: "atta" in ASCII, and the migration. */
    private static final int LOCK = 0x61747461;

    /** Whoever hangs is thrown out by the server, so that nobody waits for a stopped process. */
    private static final String PATIENCE =
            "set local idle_in_transaction_session_timeout = '2s'; set local lock_timeout = '8s'";

    int put(Connection connection, String migration, String name, byte[] content) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute(PATIENCE);
        }
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?, hashtext(?))")) {
            lock.setInt(1, LOCK);
            lock.setString(2, migration);
            lock.execute();
        }
        if (others(connection, migration, name) >= Attachments.MOST) {
            throw StateStoreException.full(migration, Attachments.MOST);
        }
        try (PreparedStatement put = connection.prepareStatement(
                "insert into switchback_attachment (migration, name, put_at, content) values (?, ?, clock_timestamp(), ?)"
                        + " on conflict (migration, name) do update"
                        + " set put_at = excluded.put_at, content = excluded.content")) {
            put.setString(1, migration);
            put.setString(2, name);
            put.setBytes(3, content);
            return put.executeUpdate();
        }
    }

    private static int others(Connection connection, String migration, String name) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "select count(*) from switchback_attachment where migration = ? and name <> ?")) {
            count.setString(1, migration);
            count.setString(2, name);
            try (ResultSet row = count.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    Optional<byte[]> get(Connection connection, String migration, String name) throws SQLException {
        if (!isThere(connection)) {
            return Optional.empty();
        }
        try (PreparedStatement select =
                connection.prepareStatement("select content from switchback_attachment where migration = ? and name = ?"
                        + " and octet_length(content) <= ?")) {
            select.setString(1, migration);
            select.setString(2, name);
            select.setInt(3, Attachments.LARGEST);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    List<String> names(Connection connection, String migration) throws SQLException {
        List<String> names = new ArrayList<>();
        if (!isThere(connection)) {
            return names;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select name from switchback_attachment where migration = ? order by name collate \"C\" limit ?")) {
            select.setString(1, migration);
            select.setInt(2, Attachments.MOST);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names.stream().filter(AttachmentName::isName).toList();
    }

    int remove(Connection connection, String migration, String name) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from switchback_attachment where migration = ? and name = ?")) {
            delete.setString(1, migration);
            delete.setString(2, name);
            return delete.executeUpdate();
        }
    }

    /** Whoever only looks makes no tables, and an older version made none of this kind. */
    private static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('switchback_attachment') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
