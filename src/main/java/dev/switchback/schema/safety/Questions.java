package dev.switchback.schema.safety;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Asks a database for numbers. Names that are put into a question come quoted from its catalog. */
final class Questions {

    /** A right is missing, or row security hides rows from whoever asks. */
    private static final String NOT_ALLOWED = "42501";

    private final Connection connection;
    private final Set<String> refusals = new TreeSet<>();

    Questions(Connection connection) {
        this.connection = connection;
    }

    boolean isPostgres() throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    /** {@return a number, empty if whoever asks may not know it} */
    OptionalLong number(String sql) throws SQLException {
        boolean within = !connection.getAutoCommit();
        Savepoint before = within ? connection.setSavepoint() : null;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                return OptionalLong.of(row.next() ? row.getLong(1) : 0);
            }
        } catch (SQLException refused) {
            if (before != null) {
                connection.rollback(before);
            }
            if (!NOT_ALLOWED.equals(refused.getSQLState())) {
                throw refused;
            }
            refusals.add("rows cannot be counted: %s".formatted(message(refused)));
            return OptionalLong.empty();
        }
    }

    /** {@return a number, 0 if whoever asks may not know it} */
    long count(String sql) throws SQLException {
        return number(sql).orElse(0);
    }

    /** {@return what was not answered, a sentence each} */
    Set<String> refusals() {
        return refusals;
    }

    /** {@return what the database says against a question, empty if it answers} */
    Optional<String> complaint(String sql) throws SQLException {
        boolean within = !connection.getAutoCommit();
        Savepoint before = within ? connection.setSavepoint() : null;
        try {
            number(sql);
            return Optional.empty();
        } catch (SQLException refused) {
            if (before != null) {
                connection.rollback(before);
            }
            return Optional.of(message(refused));
        }
    }

    private static String message(SQLException refused) {
        return String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
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

    /** {@return {@code 150 rows}, or that nobody knows} */
    static String rows(OptionalLong count) {
        return count.isPresent() ? rows(count.getAsLong()) : "rows that cannot be counted";
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : "%d rows".formatted(count);
    }
}
