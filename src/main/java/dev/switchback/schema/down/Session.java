package dev.switchback.schema.down;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A connection to a clone on which things are tried out: everything in one transaction, with savepoints.
 *
 * <p>For one thread.
 */
final class Session {

    private static final String AS_IF_NEW = """
            set constraints all immediate; discard temp; reset all; reset session authorization;
            select set_config('search_path', $p$%s$p$, false);
            set local check_function_bodies to off; set local client_min_messages to error
            """;

    private static final String UNSAFE_USE_OF_NEW_LABEL = "55P04";

    private final Connection connection;
    private String searchPath = "";
    private boolean metNewLabel;
    private List<String> up = List.of();
    private int savepoints;

    Session(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Begins, and keeps in mind how names are resolved. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
        searchPath = text("select current_setting('search_path')");
        execute("set local check_function_bodies to off; set local client_min_messages to error");
    }

    void rollback() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** {@return the name of a new savepoint} */
    String mark() throws SQLException {
        String name = "switchback_%d".formatted(savepoints++);
        execute("savepoint " + name);
        return name;
    }

    void backTo(String mark) throws SQLException {
        execute("rollback to savepoint " + mark);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** {@return the statements of the up that it ran, if any} */
    List<String> up() {
        return up;
    }

    /** Runs an up as it is. */
    void runUp(Script script) throws SQLException {
        up = script.statements();
        int number = 0;
        for (String statement : up) {
            number++;
            try {
                execute(statement);
            } catch (SQLException failed) {
                throw DownException.upFailed(number, statement, failed);
            }
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Forgets what an up has left in the session, which a down that is run later does not find. */
    void asIfNew() throws SQLException {
        execute(AS_IF_NEW.formatted(searchPath));
    }

    /** {@return what the server says in the first place; what follows may show values of rows} */
    static String reason(SQLException failed) {
        return String.valueOf(failed.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^ERROR: ", "");
    }

    /** {@return why the statements cannot be run, and then none of them was; empty if all were} */
    Optional<SQLException> attempt(List<String> statements) throws SQLException {
        String mark = mark();
        try {
            for (String statement : statements) {
                execute(statement);
            }
            execute("release savepoint " + mark);
            return Optional.empty();
        } catch (SQLException failed) {
            if (connection.isClosed()) {
                throw failed;
            }
            backTo(mark);
            execute("release savepoint " + mark);
            metNewLabel |= UNSAFE_USE_OF_NEW_LABEL.equals(failed.getSQLState());
            return Optional.of(failed);
        }
    }

    /** {@return whether a statement failed because an enum's label was added in the same transaction} */
    boolean hasMetNewLabel() {
        return metNewLabel;
    }
}
