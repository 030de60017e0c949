package dev.switchback.schema.safety;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;

/** Asks a database for numbers. Names that are put into a question come quoted from its catalog. */
final class Questions {

    private final Connection connection;

    Questions(Connection connection) {
        this.connection = connection;
    }

    boolean isPostgres() throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** {@return what the database says against a question, empty if it answers} */
    Optional<String> complaint(String sql) throws SQLException {
        boolean within = !connection.getAutoCommit();
        Savepoint before = within ? connection.setSavepoint() : null;
        try {
            count(sql);
            return Optional.empty();
        } catch (SQLException refused) {
            if (before != null) {
                connection.rollback(before);
            }
            return Optional.of(String.valueOf(refused.getMessage()).replaceAll("\\s+", " "));
        }
    }

    /** {@return how many rows a table has by the statistics of the database, 0 if it keeps none} */
    long aboutRows(String table) throws SQLException {
        if (!isPostgres()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "select greatest(reltuples, 0)::bigint from pg_class where oid = to_regclass(?)")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : "%d rows".formatted(count);
    }
}
