package dev.switchback.activemodel.tables;

import dev.switchback.activemodel.tables.CatalogFacts.ColumnName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Types of H2: labels of enums, elements of arrays and domains are in the information schema.
 *
 * <p>A type is found by its table and an identifier: that of the column for the column itself, the same with an
 * underscore for its elements, and so on for each dimension.
 */
final class H2Catalog {

    private record TypeId(String table, String id) {}

    private static final String COLUMNS = """
            select table_name, column_name, data_type, dtd_identifier, domain_name
              from information_schema.columns where table_schema = ?""";
    private static final String ELEMENTS = """
            select object_name, collection_type_identifier, dtd_identifier, data_type
              from information_schema.element_types where object_schema = ? and object_type = 'TABLE'""";
    private static final String LABELS = """
            select object_name, enum_identifier, value_name
              from information_schema.enum_values where object_schema = ? and object_type = 'TABLE'
             order by object_name, enum_identifier, value_ordinal""";

    private final Map<TypeId, List<String>> labels = new HashMap<>();
    private final Map<TypeId, String> elementIds = new HashMap<>();
    private final Map<TypeId, String> elementNames = new HashMap<>();
    private final Map<ColumnName, ColumnType> types = new HashMap<>();

    private H2Catalog() {}

    static CatalogFacts read(Connection connection, String schema) throws SQLException {
        H2Catalog catalog = new H2Catalog();
        Rows.each(
                connection,
                LABELS,
                schema,
                row -> catalog.labels
                        .computeIfAbsent(new TypeId(row.getString(1), row.getString(2)), id -> new ArrayList<>())
                        .add(row.getString(3)));
        Rows.each(connection, ELEMENTS, schema, row -> {
            TypeId collection = new TypeId(row.getString(1), row.getString(2));
            catalog.elementIds.put(collection, row.getString(3));
            catalog.elementNames.put(collection, row.getString(4));
        });
        Rows.each(connection, COLUMNS, schema, row -> {
            ColumnType type = catalog.type(row.getString(3), new TypeId(row.getString(1), row.getString(4)));
            catalog.types.put(new ColumnName(row.getString(1), row.getString(2)), inDomain(row.getString(5), type));
        });
        return new CatalogFacts(catalog.types, Map.of(), Set.of());
    }

    private static ColumnType inDomain(@Nullable String domain, ColumnType type) {
        return domain == null ? type : new ColumnType.Domain(domain, type);
    }

    private ColumnType type(String name, TypeId id) {
        List<String> own = labels.get(id);
        if (own != null) {
            return new ColumnType.Labels("enum", own);
        }
        String elementId = elementIds.get(id);
        String elementName = elementNames.get(id);
        if (elementId == null || elementName == null) {
            return TypeNames.plain(name);
        }
        ColumnType element = type(elementName, new TypeId(id.table(), elementId));
        return new ColumnType.Array(element.name() + " array", element);
    }
}
