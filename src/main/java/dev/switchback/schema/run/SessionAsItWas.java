package dev.switchback.schema.run;

import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlScript;
import dev.switchback.schema.sql.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a session was set to before a script that sets it: the path of names, the role, a timeout. A script has it its
 * own way from its beginning to its end; what we write besides, and the next script, have it as it was.
 *
 * <p>For one thread and one script.
 */
abstract class SessionAsItWas {

    /** A word that is somewhere in every statement that sets a session, and in others too: those cost two questions. */
    private static final Pattern SETS = Pattern.compile(
            "\\b(?:set|reset|set_config|role|authorization|discard|pragma|temp|temporary|pg_temp)\\b",
            Pattern.CASE_INSENSITIVE);

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

    SessionAsItWas(Connection connection) {
        this.connection = connection;
    }

    /** Looks how the session is set, if a script may change that. */
    static SessionAsItWas of(Connection connection, SqlScript script) throws SQLException {
        if (script.statements().stream()
                .noneMatch(statement -> SETS.matcher(statement.text()).find())) {
            return new Untouched(connection);
        }
        return switch (script.dialect()) {
            case POSTGRESQL -> new OnPostgres(connection, script);
            case H2 -> new OnH2(connection);
            case SQLITE -> new SqliteSession(connection);
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

        /** By what is set now; one of a setting that whoever acts may not set would fail. */
        private static final String RESETS = """
                select name, format('reset %I; ', name) from pg_catalog.pg_settings
                where source = 'session' and name !~ '^(transaction_.*|search_path)$' and (context = 'user'
                    or context = 'superuser' and pg_catalog.has_parameter_privilege(name, 'SET'))
                """;

        private static final Pattern CUSTOM = Pattern.compile(
                "\\b(?:re)?set\\s+(?:(?:session|local)\\s+)?(NAME(?:\\s*\\.\\s*NAME)+)"
                                .replace("NAME", "(?:\"[^\"]+\"|[\\w$]+)")
                        + "|\\bset_config\\s*\\(\\s*'([^'.]+\\.[^']+)'",
                Pattern.CASE_INSENSITIVE);

        private final Connection connection;
        private final Map<String, String> actors = new LinkedHashMap<>();
        private final Map<String, String> settings;
        private final Map<String, String> custom = new LinkedHashMap<>(); // as literals

        OnPostgres(Connection connection, SqlScript script) throws SQLException {
            super(connection);
            this.connection = connection;
            settings = pairs(KEPT);
            for (String actor : List.of("session_authorization", "role")) {
                actors.put(actor, settings.remove(actor));
            }
            for (String name : custom(script)) {
                custom.putAll(pairs(
                        "select %1$s, quote_nullable(current_setting(%1$s, true))".formatted(Dialect.literal(name))));
            }
        }

        /**
         * Settings with a dot in their names that a script sets. The server lists none of them: what a pool has set so
         * is known by the words of a script only, and {@code RESET ALL} would lose it for ever.
         */
        private static Set<String> custom(SqlScript script) {
            Set<String> names = new LinkedHashSet<>();
            for (SqlStatement statement : script.statements()) {
                Matcher found = CUSTOM.matcher(statement.text());
                while (found.find()) {
                    names.add(
                            found.group(1) == null
                                    ? found.group(2)
                                    : found.group(1).replaceAll("[\\s\"]", ""));
                }
            }
            return names;
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
            execute(actors() + sets(Map.of("search_path", path), true));
            work.run();
        }

        /** Servers before 15.9 and 16.5 lose the script's role when the user is set besides, even to the same. */
        private String actors() {
            StringBuilder sql = new StringBuilder();
            actors.forEach((name, value) -> sql.append(
                    "select pg_catalog.set_config(%1$s, %2$s, true) where pg_catalog.current_setting(%1$s) <> %2$s; "
                            .formatted(Dialect.literal(name), Dialect.literal(value))));
            return sql.toString();
        }

        /** What only the script's own actor may set is reset before that is gone. */
        @Override
        void back() throws SQLException {
            execute("discard temp"); // the next script would take a temporary table for its own of that name
            execute(String.join("", pairs(RESETS).values()) + sets(actors, false));
            execute(String.join("", pairs(RESETS).values()) + sets(settings, false));
            for (Map.Entry<String, String> one : custom.entrySet()) {
                execute(String.join(
                        "", pairs(undoing(one.getKey(), one.getValue())).values()));
            }
        }

        /** What the server knows by now, as it knows those of a library that is loaded, is among what it was asked for. */
        private static String undoing(String name, String was) {
            return """
                    select name, case when was is null then 'reset "' || replace(name, '.', '"."') || '"'
                        else format('select pg_catalog.set_config(%%L, %%L, false)', name, was) end
                    from (select %s::text as name, %s::text as was) custom
                    where coalesce(current_setting(name, true), '') <> coalesce(was, '') and (was is not null
                        or not exists (select from pg_catalog.pg_settings s where lower(s.name) = lower(custom.name)))
                    """.formatted(Dialect.literal(name), was);
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

        private static final String DROPS = """
                select table_schema || '.' || table_name, 'drop table if exists "' || replace(table_schema, '"', '""')
                    || '"."' || replace(table_name, '"', '""') || '"'
                from information_schema.tables where table_type = 'LOCAL TEMPORARY'
                """;

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
            use(schema);
            work.run();
            use(theirs);
        }

        @Override
        void back() throws SQLException {
            use(schema);
            for (String drop : pairs(DROPS).values()) {
                execute(drop);
            }
        }

        private void use(String name) throws SQLException {
            execute("set schema %s".formatted(Dialect.quoted(name)));
        }
    }
}
