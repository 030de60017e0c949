package dev.switchback.activemodel.tables;

import java.util.Optional;

/**
 * One column.
 *
 * @param name as the database keeps it, unquoted
 * @param type what it holds
 * @param nullable whether it may hold null
 * @param origin who gives its value
 * @param defaultValue the SQL of its default; not the expression of a computed column
 * @param comment what the database says about it
 */
public record Column(
        String name,
        ColumnType type,
        boolean nullable,
        Origin origin,
        Optional<String> defaultValue,
        Optional<String> comment) {

    /** Who gives the value of a column. */
    public enum Origin {
        /** Whoever inserts the row, or the default. */
        GIVEN,
        /** A counter of the database, unless whoever inserts the row does. */
        IDENTITY,
        /** An expression over other columns; never whoever inserts or updates the row. */
        COMPUTED
    }

    /** {@return whether a row can be inserted without a value for it} */
    public boolean isOptional() {
        return nullable || defaultValue.isPresent() || origin != Origin.GIVEN;
    }
}
