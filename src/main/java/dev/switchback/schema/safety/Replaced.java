package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.sql.Dialect;
import dev.switchback.schema.sql.SqlStatement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds that a script dropped with its rows what the schema still shows, since it made it anew. By its text. */
public final class Replaced {

    private static final Pattern DROP = Pattern.compile(
            "drop\\s+(?:table|sequence|schema|materialized\\s+view)\\s+(?:if\\s+exists\\s+)?(.*?)\\s*(?:cascade|restrict)?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CREATE = Pattern.compile(
            "create\\s+(?:global\\s+|local\\s+)?(?:temp\\s+|temporary\\s+|unlogged\\s+)?(?:table|sequence|schema)\\s+"
                    + "(?:if\\s+not\\s+exists\\s+)?([\\w$.\"`\\[\\]]+).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Replaced() {}

    /**
     * Returns whether a script dropped something that was there before it, and of which the schema shows nothing.
     *
     * @param script its statements
     * @param own what it did to the schema
     */
    public static boolean any(List<SqlStatement> script, Delta own, Dialect dialect) {
        Set<String> known = new TreeSet<>(); // that came with the script, or are seen to be gone
        boolean raw = dialect == Dialect.POSTGRESQL; // H2's have their schema and quotes, and SQLite takes any case
        Stream.concat(own.made().stream(), own.dropped().stream())
                .map(SchemaObject::name)
                .forEach(name -> known.add(raw ? name : plain(name, dialect)));
        for (SqlStatement statement : script) {
            Matcher create = CREATE.matcher(statement.text());
            Matcher drop = DROP.matcher(statement.text());
            if (create.matches()) {
                known.add(plain(create.group(1), dialect));
            } else if (drop.matches()) {
                for (String name : drop.group(1).split(",", -1)) {
                    if (!known.contains(plain(name, dialect))) {
                        return true;
                    }
                }
            } else if (statement.startsWith(dialect, "DROP", "OWNED")) {
                return true;
            }
        }
        return false;
    }

    /** {@return the last part of a name, as it is spelled in the catalog} */
    private static String plain(String written, Dialect dialect) {
        String name = written.strip();
        if (dialect == Dialect.SQLITE) {
            String bare = name.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
            return bare.substring(bare.lastIndexOf('.') + 1);
        }
        if (name.endsWith("\"")) {
            return name.substring(Math.max(0, name.lastIndexOf('"', name.length() - 2) + 1), name.length() - 1);
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        return dialect == Dialect.H2 ? last.toUpperCase(Locale.ROOT) : last.toLowerCase(Locale.ROOT);
    }
}
