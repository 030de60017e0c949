package dev.switchback.activemodel.tables;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The tables of one database schema, as they were when they were read.
 *
 * @param database the product, such as {@code PostgreSQL}
 * @param name the schema, {@code ""} where the database has none
 * @param tables in the order of their names; no views and no partitions
 */
public record DatabaseSchema(String database, String name, List<Table> tables) {

    /** Sorts the tables by name. */
    public DatabaseSchema {
        tables = tables.stream().sorted(Comparator.comparing(Table::name)).toList();
    }

    /** {@return the table of exactly this name} */
    public Optional<Table> table(String table) {
        return tables.stream().filter(each -> each.name().equals(table)).findFirst();
    }
}
