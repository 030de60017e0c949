package dev.switchback.schema.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a session of SQLite was set, which says nothing of where our table is. For one thread and one script. */
final class SqliteSession extends SessionAsItWas {

    private static final List<String> PRAGMAS = List.of(
            "foreign_keys", "ignore_check_constraints", "legacy_alter_table", "recursive_triggers", "query_only");

    /** What hangs on a table goes before it. */
    private static final String DROPS = """
            select type || ' ' || name, 'drop ' || type || ' if exists temp."' || replace(name, '"', '""') || '"'
            from temp.sqlite_schema
            where type in ('table', 'view', 'trigger') and name not like 'sqlite\\_%' escape '\\'
            order by type = 'table', type = 'view'
            """;

    private final Map<String, String> pragmas;

    SqliteSession(Connection connection) throws SQLException {
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
        for (String drop : pairs(DROPS).values()) {
            execute(drop);
        }
    }
}
