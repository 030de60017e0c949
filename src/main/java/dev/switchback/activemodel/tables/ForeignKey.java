package dev.switchback.activemodel.tables;

import java.util.List;

/**
 * Columns of one table that refer to as many of another, or of the same one.
 *
 * @param name the constraint, {@code ""} where it has none
 * @param columns the referring ones, in key order
 * @param table the table referred to
 * @param references its columns, in the same order
 */
public record ForeignKey(String name, List<String> columns, String table, List<String> references) {

    /** Copies the lists. */
    public ForeignKey {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
    }
}
