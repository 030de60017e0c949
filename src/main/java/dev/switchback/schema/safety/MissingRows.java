package dev.switchback.schema.safety;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a statement that fails in a copy of a schema, which has no rows, may work where there are some. PostgreSQL only. */
public final class MissingRows {

    /** A null, a key that refers to nothing, a division by zero, and what scripts raise themselves. */
    private static final Set<String> STATES = Set.of("23502", "23503", "22004", "22012", "P0001", "P0002", "P0004");

    /** That its own rows are missing is what it mends. */
    private static final Pattern INTO = Pattern.compile("^\\s*insert\\s+into\\s+[\\w$.\"]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERRED = Pattern.compile("in table \"([^\"]+)\"");
    private static final Pattern WORD = Pattern.compile("[\\w$\\x80-\\uffff]+");
    private static final String TABLES = """
            select c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname)
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
            """;

    private MissingRows() {}

    /**
     * Returns which rows may be what a statement misses, as a sentence; empty if it fails for another reason, or names no
     * table that has any.
     *
     * @param original what the copy was made of
     * @param statement the text of the statement
     * @param failed what the server said of it
     */
    public static Optional<String> behind(Connection original, String statement, SQLException failed)
            throws SQLException {
        Questions questions = new Questions(original);
        if (!STATES.contains(String.valueOf(failed.getSQLState())) || !questions.isPostgres()) {
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        for (String table : named(original, INTO.matcher(statement).replaceFirst("") + " " + referred(failed))) {
            if (questions.count("select count(*) from (select from %s limit 1) one".formatted(table)) > 0) {
                found.add(table);
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("the copy has no rows, and those of %s may be what is missing"
                        .formatted(String.join(", ", found)));
    }

    /** A statement does not name the table that its rows refer to. */
    private static String referred(SQLException failed) {
        Matcher table = REFERRED.matcher(String.valueOf(failed.getMessage()));
        return table.find() ? table.group(1) : "";
    }

    private static Set<String> named(Connection original, String text) throws SQLException {
        Set<String> words = new TreeSet<>();
        WORD.matcher(text).results().forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
        Map<String, String> tables = new TreeMap<>();
        try (Statement statement = original.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.put(row.getString(2), row.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        tables.values().removeIf(name -> !words.contains(name));
        return tables.keySet();
    }
}
