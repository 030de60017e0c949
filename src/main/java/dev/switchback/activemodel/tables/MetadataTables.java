package dev.switchback.activemodel.tables;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tables of one schema by JDBC metadata, made exact by the facts of the catalog. */
final class MetadataTables {

    private static final String[] KINDS = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "FOREIGN TABLE"};

    private final DatabaseMetaData metadata;
    private final CatalogFacts facts;
    private final @Nullable String catalog;
    private final String schema;

    private MetadataTables(Connection connection, String schema, CatalogFacts facts) throws SQLException {
        this.metadata = connection.getMetaData();
        this.facts = facts;
        this.catalog = connection.getCatalog();
        this.schema = schema;
    }

    static List<Table> read(Connection connection, String schema, CatalogFacts facts) throws SQLException {
        return new MetadataTables(connection, schema, facts).tables();
    }

    private List<Table> tables() throws SQLException {
        Map<String, Optional<String>> comments = new TreeMap<>();
        Rows.each(
                metadata.getTables(catalog, asPattern(schema), "%", KINDS),
                row -> comments.put(row.getString("TABLE_NAME"), Rows.text(row.getString("REMARKS"))));
        comments.keySet().removeAll(facts.partitions());
        Map<String, List<Column>> columns = columns();
        List<Table> tables = new ArrayList<>();
        for (Map.Entry<String, Optional<String>> table : comments.entrySet()) {
            String name = table.getKey();
            List<String> primaryKey = primaryKey(name);
            tables.add(new Table(
                    name,
                    columns.getOrDefault(name, List.of()),
                    primaryKey,
                    foreignKeys(name),
                    uniqueKeys(name, primaryKey, columns.getOrDefault(name, List.of())),
                    Optional.ofNullable(facts.parents().get(name)),
                    table.getValue()));
        }
        return tables;
    }

    /** One question for all tables: a name with a percent sign or an underscore cannot be asked for as a pattern. */
    private Map<String, List<Column>> columns() throws SQLException {
        Map<String, TreeMap<Integer, Column>> columns = new LinkedHashMap<>();
        Rows.each(
                metadata.getColumns(catalog, asPattern(schema), "%", "%"),
                row -> columns.computeIfAbsent(row.getString("TABLE_NAME"), name -> new TreeMap<>())
                        .put(row.getInt("ORDINAL_POSITION"), column(row)));
        Map<String, List<Column>> inOrder = new LinkedHashMap<>();
        columns.forEach((table, byPosition) -> inOrder.put(table, List.copyOf(byPosition.values())));
        return inOrder;
    }

    private Column column(ResultSet row) throws SQLException {
        String name = row.getString("COLUMN_NAME");
        String typeName = row.getString("TYPE_NAME");
        Column.Origin origin = origin(row);
        return new Column(
                name,
                facts.type(row.getString("TABLE_NAME"), name).orElseGet(() -> TypeNames.plain(typeName)),
                row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                origin,
                origin == Column.Origin.GIVEN ? Rows.text(row.getString("COLUMN_DEF")) : Optional.empty(),
                Rows.text(row.getString("REMARKS")));
    }

    private static Column.Origin origin(ResultSet row) throws SQLException {
        if ("YES".equals(row.getString("IS_GENERATEDCOLUMN"))) {
            return Column.Origin.COMPUTED;
        }
        return "YES".equals(row.getString("IS_AUTOINCREMENT")) ? Column.Origin.IDENTITY : Column.Origin.GIVEN;
    }

    private List<String> primaryKey(String table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        Rows.each(
                metadata.getPrimaryKeys(catalog, schema, table),
                row -> columns.put(row.getInt("KEY_SEQ"), row.getString("COLUMN_NAME")));
        return List.copyOf(columns.values());
    }

    private record Pair(String column, String table, String reference) {}

    private List<ForeignKey> foreignKeys(String table) throws SQLException {
        Map<String, TreeMap<Integer, Pair>> keys = new TreeMap<>();
        Rows.each(metadata.getImportedKeys(catalog, schema, table), row -> {
            if (schema.equals(row.getString("PKTABLE_SCHEM"))) {
                keys.computeIfAbsent(row.getString("FK_NAME"), name -> new TreeMap<>())
                        .put(
                                row.getInt("KEY_SEQ"),
                                new Pair(
                                        row.getString("FKCOLUMN_NAME"),
                                        row.getString("PKTABLE_NAME"),
                                        row.getString("PKCOLUMN_NAME")));
            }
        });
        List<ForeignKey> foreignKeys = new ArrayList<>();
        keys.forEach((name, pairs) -> foreignKeys.add(new ForeignKey(
                name,
                pairs.values().stream().map(Pair::column).toList(),
                pairs.firstEntry().getValue().table(),
                pairs.values().stream().map(Pair::reference).toList())));
        return foreignKeys;
    }

    private List<List<String>> uniqueKeys(String table, List<String> primaryKey, List<Column> columns)
            throws SQLException {
        Map<String, TreeMap<Integer, String>> indexes = new TreeMap<>();
        TreeSet<String> partial = new TreeSet<>();
        List<String> names = columns.stream().map(Column::name).toList();
        Rows.each(metadata.getIndexInfo(catalog, schema, table, true, true), row -> {
            String index = row.getString("INDEX_NAME");
            String column = row.getString("COLUMN_NAME");
            if (index == null) {
                return; // statistics about the table, not an index
            }
            if (column == null || !names.contains(column) || row.getString("FILTER_CONDITION") != null) {
                partial.add(index); // an expression, or unique among some rows only
            } else {
                indexes.computeIfAbsent(index, name -> new TreeMap<>()).put(row.getInt("ORDINAL_POSITION"), column);
            }
        });
        indexes.keySet().removeAll(partial);
        return indexes.values().stream()
                .map(byPosition -> List.copyOf(byPosition.values()))
                .filter(key -> !key.equals(primaryKey))
                .distinct()
                .toList();
    }

    private String asPattern(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
