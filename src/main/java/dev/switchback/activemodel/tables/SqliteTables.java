package dev.switchback.activemodel.tables;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of an SQLite database, by its pragma functions with every name bound. */
final class SqliteTables {

    private static final String TABLES = """
            select name, wr from pragma_table_list
             where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\'""";
    private static final String COLUMNS =
            "select name, type, \"notnull\", dflt_value, pk, hidden from pragma_table_xinfo(?) order by cid";
    private static final String FOREIGN_KEYS =
            "select id, seq, \"table\", \"from\", \"to\" from pragma_foreign_key_list(?) order by id desc, seq";
    private static final String UNIQUE_INDEXES = """
            select name from pragma_index_list(?)
             where "unique" = 1 and partial = 0 and origin <> 'pk' order by name""";
    private static final String INDEX_COLUMNS = "select name from pragma_index_info(?) order by seqno";

    private final Connection connection;

    private SqliteTables(Connection connection) {
        this.connection = connection;
    }

    static List<Table> read(Connection connection) throws SQLException {
        return new SqliteTables(connection).tables();
    }

    private List<Table> tables() throws SQLException {
        Map<String, Boolean> names = new LinkedHashMap<>();
        Rows.each(connection, TABLES, row -> names.put(row.getString(1), row.getBoolean(2)));
        Map<String, List<ColumnRow>> columns = new LinkedHashMap<>();
        for (String name : names.keySet()) {
            columns.put(name, columns(name));
        }
        List<Table> tables = new ArrayList<>();
        for (Map.Entry<String, List<ColumnRow>> table : columns.entrySet()) {
            List<String> key = primaryKey(table.getValue());
            boolean counts = !Boolean.TRUE.equals(names.get(table.getKey())) && key.size() == 1;
            tables.add(new Table(
                    table.getKey(),
                    table.getValue().stream().map(row -> row.column(counts)).toList(),
                    key,
                    foreignKeys(table.getKey(), columns),
                    uniqueKeys(table.getKey()),
                    Optional.empty(),
                    Optional.empty()));
        }
        return tables;
    }

    private record ColumnRow(
            String name,
            String type,
            boolean notNull,
            @Nullable String defaultValue,
            int key,
            int hidden) {

        static ColumnRow of(ResultSet row) throws SQLException {
            return new ColumnRow(
                    row.getString(1),
                    Rows.text(row.getString(2)).orElse(""),
                    row.getBoolean(3),
                    row.getString(4),
                    row.getInt(5),
                    row.getInt(6));
        }

        /** A single key declared exactly INTEGER is the row id, which SQLite counts, unless the table has none. */
        Column column(boolean keyCounts) {
            boolean rowId = keyCounts && key == 1 && type.equalsIgnoreCase("integer");
            Column.Origin origin =
                    rowId ? Column.Origin.IDENTITY : hidden >= 2 ? Column.Origin.COMPUTED : Column.Origin.GIVEN;
            return new Column(
                    name,
                    TypeNames.declared(type),
                    !notNull && key == 0,
                    origin,
                    Rows.text(defaultValue).filter(text -> !text.equalsIgnoreCase("null")),
                    Optional.empty());
        }
    }

    private List<ColumnRow> columns(String table) throws SQLException {
        List<ColumnRow> columns = new ArrayList<>();
        Rows.each(connection, COLUMNS, table, row -> columns.add(ColumnRow.of(row)));
        return columns;
    }

    private static List<String> primaryKey(List<ColumnRow> columns) {
        Map<Integer, String> key = new TreeMap<>();
        for (ColumnRow column : columns) {
            if (column.key() > 0) {
                key.put(column.key(), column.name());
            }
        }
        return List.copyOf(key.values());
    }

    private record Pair(String column, @Nullable String reference) {}

    private List<ForeignKey> foreignKeys(String table, Map<String, List<ColumnRow>> columns) throws SQLException {
        Map<Integer, List<Pair>> pairs = new LinkedHashMap<>();
        Map<Integer, String> targets = new LinkedHashMap<>();
        Rows.each(connection, FOREIGN_KEYS, table, row -> {
            targets.put(row.getInt(1), row.getString(3));
            pairs.computeIfAbsent(row.getInt(1), id -> new ArrayList<>())
                    .add(new Pair(row.getString(4), row.getString(5)));
        });
        List<ForeignKey> keys = new ArrayList<>();
        for (Map.Entry<Integer, List<Pair>> key : pairs.entrySet()) {
            String target = nameIn(columns, String.valueOf(targets.get(key.getKey())));
            List<String> referring = key.getValue().stream().map(Pair::column).toList();
            List<String> references = references(key.getValue(), columns.getOrDefault(target, List.of()));
            keys.add(new ForeignKey("", referring, target, references));
        }
        return keys;
    }

    /** SQLite compares names without case, and keeps each as it was written. */
    private static String nameIn(Map<String, List<ColumnRow>> tables, String written) {
        return tables.keySet().stream()
                .filter(written::equalsIgnoreCase)
                .findFirst()
                .orElse(written);
    }

    /** A foreign key that names no columns refers to the primary key. */
    private static List<String> references(List<Pair> pairs, List<ColumnRow> target) {
        List<String> key = primaryKey(target);
        List<String> references = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            String written = pairs.get(i).reference();
            String fallback = i < key.size() ? key.get(i) : "rowid";
            String wanted = written == null ? fallback : written;
            references.add(target.stream()
                    .map(ColumnRow::name)
                    .filter(wanted::equalsIgnoreCase)
                    .findFirst()
                    .orElse(wanted));
        }
        return references;
    }

    private List<List<String>> uniqueKeys(String table) throws SQLException {
        List<String> indexes = new ArrayList<>();
        Rows.each(connection, UNIQUE_INDEXES, table, row -> indexes.add(row.getString(1)));
        List<List<String>> keys = new ArrayList<>();
        for (String index : indexes) {
            List<@Nullable String> columns = new ArrayList<>();
            Rows.each(connection, INDEX_COLUMNS, index, row -> columns.add(row.getString(1)));
            if (!columns.contains(null)) { // null stands for an expression
                List<String> key = new ArrayList<>();
                columns.forEach(column -> key.add(String.valueOf(column)));
                keys.add(key);
            }
        }
        return keys.stream().distinct().toList();
    }
}
