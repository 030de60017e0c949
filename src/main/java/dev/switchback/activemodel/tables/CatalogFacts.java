package dev.switchback.activemodel.tables;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the catalog of a database knows and JDBC metadata does not tell.
 *
 * @param types the type of each column
 * @param parents the table that a table inherits from, by its name
 * @param partitions tables that only store a part of another
 */
record CatalogFacts(Map<ColumnName, ColumnType> types, Map<String, String> parents, Set<String> partitions) {

    /** Of a database whose catalog we cannot read. */
    static final CatalogFacts NONE = new CatalogFacts(Map.of(), Map.of(), Set.of());

    /** A column in its table. */
    record ColumnName(String table, String column) {}

    Optional<ColumnType> type(String table, String column) {
        return Optional.ofNullable(types.get(new ColumnName(table, column)));
    }
}
