package dev.switchback.activemodel.tables;

import dev.switchback.activemodel.tables.CatalogFacts.ColumnName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Types, inheritance and partitions of PostgreSQL.
 *
 * <p>JDBC metadata shows an enum as text without its labels, an array as {@code _text}, an integer with a sequence as
 * {@code serial}, and nothing of inheritance; {@code pg_type}, {@code pg_enum} and {@code pg_inherits} know.
 */
final class PostgresCatalog {

    private static final String TYPES =
            "select oid, typname, typtype, typbasetype, typelem, typcategory from pg_catalog.pg_type";
    private static final String LABELS =
            "select enumtypid, enumlabel from pg_catalog.pg_enum order by enumtypid, enumsortorder";
    private static final String COLUMNS = """
            select c.relname, a.attname, a.atttypid
              from pg_catalog.pg_attribute a
              join pg_catalog.pg_class c on c.oid = a.attrelid
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = ? and c.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped""";
    private static final String PARENTS = """
            select c.relname, p.relname, c.relispartition
              from pg_catalog.pg_inherits i
              join pg_catalog.pg_class c on c.oid = i.inhrelid
              join pg_catalog.pg_class p on p.oid = i.inhparent
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = ? and c.relkind in ('r', 'p', 'f') and i.inhseqno = 1""";

    private record TypeRow(String name, String type, long base, long element, String category) {}

    private final Map<Long, TypeRow> types = new HashMap<>();
    private final Map<Long, List<String>> labels = new HashMap<>();

    private PostgresCatalog() {}

    static CatalogFacts read(Connection connection, String schema) throws SQLException {
        PostgresCatalog catalog = new PostgresCatalog();
        catalog.readTypes(connection);
        Map<String, String> parents = new HashMap<>();
        Set<String> partitions = new HashSet<>();
        Rows.each(connection, PARENTS, schema, row -> {
            if (row.getBoolean(3)) {
                partitions.add(row.getString(1));
            } else {
                parents.put(row.getString(1), row.getString(2));
            }
        });
        return new CatalogFacts(catalog.columns(connection, schema), parents, partitions);
    }

    private void readTypes(Connection connection) throws SQLException {
        Rows.each(
                connection,
                TYPES,
                row -> types.put(
                        row.getLong(1),
                        new TypeRow(
                                row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), row.getString(6))));
        Rows.each(
                connection,
                LABELS,
                row -> labels.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(row.getString(2)));
    }

    private Map<ColumnName, ColumnType> columns(Connection connection, String schema) throws SQLException {
        Map<ColumnName, ColumnType> columns = new HashMap<>();
        Rows.each(
                connection,
                COLUMNS,
                schema,
                row -> columns.put(new ColumnName(row.getString(1), row.getString(2)), type(row.getLong(3))));
        return columns;
    }

    private ColumnType type(long id) {
        TypeRow row = types.get(id);
        if (row == null) {
            return new ColumnType.Plain("unknown", ColumnType.Kind.OTHER); // dropped while we were reading
        }
        if (row.type().equals("d")) {
            return new ColumnType.Domain(row.name(), type(row.base()));
        }
        if (row.type().equals("e")) {
            return new ColumnType.Labels(row.name(), labels.getOrDefault(id, List.of()));
        }
        if (row.category().equals("A") && row.element() != 0) {
            ColumnType element = type(row.element());
            return new ColumnType.Array(element.name() + "[]", element);
        }
        return TypeNames.plain(row.name());
    }
}
