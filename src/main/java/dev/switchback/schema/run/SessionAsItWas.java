package dev.switchback.schema.run;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a session was set to before a script that sets it: the path of names, the role, a timeout. A script has it its
 * own way from its beginning to its end; what we write besides, and the next script, have it as it was.
 *
 * <p>For one thread and one script.
 */
abstract class SessionAsItWas {

    /** A word that is somewhere in every statement that sets a session, and in others too: those cost two questions. */
    private static final Pattern SETS = Pattern.compile(
            "\\b(?:set|reset|set_config|role|authorization|discard|pragma)\\b", Pattern.CASE_INSENSITIVE);

    /** What only sets the session. */
    private static final Pattern ONLY_SETS = Pattern.compile(
            "(?:set|reset|pragma|use)\\b.*|select\\s+(?:pg_catalog\\s*\\.\\s*)?set_config\\s*\\(.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What is done besides the script. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    private final Connection connection;

    private SessionAsItWas(Connection connection) {
        this.connection = connection;
    }

    /** Looks how the session is set, if a script may change that. */
    static SessionAsItWas of(Connection connection, SqlScript script) throws SQLException {
        if (script.statements().stream()
                .noneMatch(statement -> SETS.matcher(statement.text()).find())) {
            return new Untouched(connection);
        }
        return switch (script.dialect()) {
            case POSTGRESQL -> new OnPostgres(connection);
            case H2 -> new OnH2(connection);
            case SQLITE -> new OnSqlite(connection);
        };
    }

    /** {@return whether a statement does nothing else, so that a script that goes on in a new session needs it again} */
    static boolean isSetBy(SqlStatement statement) {
        return ONLY_SETS.matcher(statement.text()).matches();
    }

    /**
     * Does something in the session as it was, in a transaction; what the script has set holds behind it again.
     *
     * @throws SQLException if it cannot ; then a transaction that was begun for it is undone
     */
    abstract void aside(Work work) throws SQLException;

    /** Sets the session as it was. */
    abstract void back() throws SQLException;

    final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    final Map<String, String> pairs(String sql) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.put(row.getString(1), row.getString(2));
            }
        }
        return found;
    }

    private static final class Untouched extends SessionAsItWas {

        Untouched(Connection connection) {
            super(connection);
        }

        @Override
        void aside(Work work) throws SQLException {
            work.run();
        }

        @Override
        void back() {
            // there is nothing to set
        }
    }

    /** Who acts comes before what is set, for which that may be too little of a user. */
    private static final class OnPostgres extends SessionAsItWas {

        private static final String KEPT = """
                select 'session_authorization', session_user::text
                union all select 'role', current_setting('role')
                union all select 'search_path', current_setting('search_path')
                union all (select name, setting from pg_catalog.pg_settings where source = 'session'
                    and context in ('user', 'superuser') and name !~ '^(transaction_.*|search_path)$')
                """;

        private final Connection connection;
        private final Map<String, String> actors = new LinkedHashMap<>();
        private final Map<String, String> settings;

        OnPostgres(Connection connection) throws SQLException {
            super(connection);
            this.connection = connection;
            settings = pairs(KEPT);
            for (String actor : List.of("session_authorization", "role")) {
                actors.put(actor, settings.remove(actor));
            }
        }

        @Override
        void aside(Work work) throws SQLException {
            if (!connection.getAutoCommit()) {
                within(work);
                return;
            }
            connection.setAutoCommit(false);
            try {
                within(work);
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }

        /** What is set for a transaction alone gives way to what the script has set for the session. */
        private void within(Work work) throws SQLException {
            String path = settings.getOrDefault("search_path", "");
            execute(sets(actors, true) + sets(Map.of("search_path", path), true));
            work.run();
        }

        @Override
        void back() throws SQLException {
            execute(sets(actors, false) + "reset all; " + sets(settings, false));
        }

        private static String sets(Map<String, String> values, boolean local) {
            StringBuilder sql = new StringBuilder();
            values.forEach((name, value) -> sql.append("select pg_catalog.set_config(%s, %s, %s); "
                    .formatted(Dialect.literal(name), Dialect.literal(value), local)));
            return sql.toString();
        }
    }

    /** Its settings are of the database, but for the schema. */
    private static final class OnH2 extends SessionAsItWas {

        private final Connection connection;
        private final String schema;

        OnH2(Connection connection) throws SQLException {
            super(connection);
            this.connection = connection;
            this.schema = connection.getSchema();
        }

        @Override
        void aside(Work work) throws SQLException {
            String theirs = connection.getSchema();
            back();
            work.run();
            use(theirs);
        }

        @Override
        void back() throws SQLException {
            use(schema);
        }

        private void use(String name) throws SQLException {
            execute("set schema %s".formatted(Dialect.quoted(name)));
        }
    }

    /** What it is set to says nothing of where our table is. */
    private static final class OnSqlite extends SessionAsItWas {

        private static final List<String> PRAGMAS = List.of(
                "foreign_keys", "ignore_check_constraints", "legacy_alter_table", "recursive_triggers", "query_only");

        private final Map<String, String> pragmas;

        OnSqlite(Connection connection) throws SQLException {
            super(connection);
            this.pragmas = pairs(PRAGMAS.stream()
                    .map(name -> "select '%s', * from pragma_%s".formatted(name, name))
                    .collect(Collectors.joining(" union all ")));
        }

        @Override
        void aside(Work work) throws SQLException {
            work.run();
        }

        @Override
        void back() throws SQLException {
            for (Map.Entry<String, String> pragma : pragmas.entrySet()) {
                execute("pragma %s = %s".formatted(pragma.getKey(), pragma.getValue()));
            }
        }
    }
}
