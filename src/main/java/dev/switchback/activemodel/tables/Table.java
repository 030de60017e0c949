package dev.switchback.activemodel.tables;

import java.util.List;
import java.util.Optional;

/**
 * One table.
 *
 * @param name as the database keeps it, unquoted
 * @param columns in the order of the table
 * @param primaryKey the names of its columns in key order, empty without a key
 * @param foreignKeys in the order of their names
 * @param uniqueKeys the columns of each unique index besides the primary key; none that is partial or on expressions
 * @param parent the table it inherits from (PostgreSQL)
 * @param comment what the database says about it
 */
public record Table(
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<List<String>> uniqueKeys,
        Optional<String> parent,
        Optional<String> comment) {

    /** Copies the lists. */
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
    }

    /** {@return whether the column belongs to the primary key} */
    public boolean isKey(Column column) {
        return primaryKey.contains(column.name());
    }
}
