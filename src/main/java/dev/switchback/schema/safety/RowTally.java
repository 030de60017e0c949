package dev.switchback.schema.safety;

import dev.switchback.schema.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in the tables of a database in which migrations are tried. Reads all of it: for databases with few rows.
 *
 * @param tables how many rows there are in each, by its name, quoted, and on PostgreSQL a digest of them
 */
public record RowTally(Map<String, Content> tables) {

    private static final String POSTGRES = """
            select pg_catalog.format('%I.%I', n.nspname, c.relname)
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
            """;
    private static final String SQLITE =
            "select '\"' || replace(name, '\"', '\"\"') || '\"' from sqlite_master where type = 'table'";
    private static final String H2 = """
            select '"' || replace(table_schema, '"', '""') || '"."' || replace(table_name, '"', '""') || '"'
            from information_schema.tables where table_type = 'BASE TABLE'
            """;

    /** In any order of rows and of columns. */
    private static final String DIGEST = "coalesce(md5(string_agg(one, ' ' order by one)), '') from"
            + " (select md5(to_jsonb(t)::text) as one from only %s t) each";

    /**
     * What is in one table.
     *
     * @param rows how many
     * @param digest of what is in them, empty where none can be had
     */
    public record Content(long rows, String digest) {}

    /** Copies the map. */
    public RowTally {
        tables = Map.copyOf(tables);
    }

    /** {@return what is in all tables now} */
    public static RowTally of(Connection connection, Dialect dialect) throws SQLException {
        boolean digests = dialect == Dialect.POSTGRESQL;
        String all = digests ? POSTGRES : dialect == Dialect.SQLITE ? SQLITE : H2;
        Map<String, Content> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(all)) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            for (String name : names) {
                String what = digests ? DIGEST.formatted(name) : "'' from %s".formatted(name);
                try (ResultSet row = statement.executeQuery("select count(*), " + what)) {
                    row.next();
                    tables.put(name, new Content(row.getLong(1), row.getString(2)));
                }
            }
        }
        return new RowTally(tables);
    }

    /** {@return whether every table that was there holds what it held then} */
    public boolean isKeptBy(RowTally later) {
        return changedBy(later).isEmpty();
    }

    /** {@return which tables hold something else now, or are gone, a line each} */
    public List<String> changedBy(RowTally later) {
        List<String> changed = new ArrayList<>();
        new TreeMap<>(tables).forEach((table, was) -> {
            Content is = later.tables.get(table);
            if (is == null) {
                changed.add("%s is gone".formatted(table));
            } else if (!is.equals(was)) {
                changed.add("%s has %s, %s"
                        .formatted(
                                table,
                                Questions.rows(is.rows),
                                is.rows == was.rows
                                        ? "other ones than before the up"
                                        : "%d before the up".formatted(was.rows)));
            }
        });
        return changed;
    }
}
