package dev.switchback.schema.run;

import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks that people wrote for what must be true after a rollback: queries in {@code <version>_<name>.verify.sql}.
 *
 * <p>A row whose first column is false, zero or null fails the check; its other columns say what is wrong. A query
 * without rows passes.
 *
 * @param passed what passed, a sentence each
 * @param failed what did not, likewise
 */
public record OwnChecks(List<String> passed, List<String> failed) {

    /** What is found where nobody wrote any. */
    public static final OwnChecks NONE = new OwnChecks(List.of(), List.of());

    /**
     * Runs them.
     *
     * @throws SQLException if one cannot be run
     */
    public static OwnChecks run(Connection connection, SqlScript script) throws SQLException {
        List<String> passed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (SqlStatement query : script.statements()) {
            String where = "%s:%d".formatted(script.file(), query.line());
            List<String> wrong = wrong(connection, query);
            if (wrong.isEmpty()) {
                passed.add("%s passed".formatted(where));
            }
            wrong.forEach(row -> failed.add("%s failed: %s".formatted(where, row)));
        }
        return new OwnChecks(passed, failed);
    }

    private static List<String> wrong(Connection connection, SqlStatement query) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(query.text())) {
                while (row.next()) {
                    if (!row.getBoolean(1)) {
                        wrong.add(told(row, query));
                    }
                }
            }
        }
        return wrong;
    }

    private static String told(ResultSet row, SqlStatement query) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int column = 2; column <= row.getMetaData().getColumnCount(); column++) {
            columns.add(String.valueOf(row.getString(column)));
        }
        return columns.isEmpty() ? query.shown() : String.join(", ", columns);
    }
}
