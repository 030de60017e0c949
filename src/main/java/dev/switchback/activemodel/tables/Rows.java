package dev.switchback.activemodel.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a query, or of JDBC metadata, one after the other. */
@FunctionalInterface
interface Rows {

    /** Takes one row; the cursor belongs to the caller. */
    void take(ResultSet row) throws SQLException;

    /** Takes each row of a query. */
    static void each(Connection connection, String sql, Rows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            each(statement.executeQuery(), rows);
        }
    }

    /** Takes each row of a query with one parameter. */
    static void each(Connection connection, String sql, String parameter, Rows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            each(statement.executeQuery(), rows);
        }
    }

    /** Takes each row of a result and closes it. */
    static void each(ResultSet result, Rows rows) throws SQLException {
        try (result) {
            while (result.next()) {
                rows.take(result);
            }
        }
    }

    /** {@return the text, or nothing if it is null or blank, which is how drivers say that there is none} */
    static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(each -> !each.isBlank());
    }
}
