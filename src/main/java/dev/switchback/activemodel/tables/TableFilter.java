package dev.switchback.activemodel.tables;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tables of a schema to generate models for.
 *
 * <p>A name is that of a table, exactly; where there is none, the only table whose name differs just in case will do.
 * Names are compared, never put into SQL.
 *
 * @param wanted all tables if empty
 * @param excluded left out, also of what is wanted
 */
public record TableFilter(Set<String> wanted, Set<String> excluded) {

    /** Every table. */
    public static final TableFilter ALL = new TableFilter(Set.of(), Set.of());

    /** Copies the sets. */
    public TableFilter {
        wanted = Set.copyOf(wanted);
        excluded = Set.copyOf(excluded);
    }

    /** {@return a filter for these, which may hold a name twice} */
    public static TableFilter of(Collection<String> wanted, Collection<String> excluded) {
        return new TableFilter(new LinkedHashSet<>(wanted), new LinkedHashSet<>(excluded));
    }

    /**
     * Returns the tables that pass, in the order of the schema.
     *
     * @throws InvalidValueException if a name is not that of a table, or no table is left
     */
    public List<Table> select(DatabaseSchema schema) {
        Set<Table> selected = new LinkedHashSet<>(wanted.isEmpty() ? schema.tables() : List.of());
        wanted.forEach(name -> selected.add(find(schema, "table", name)));
        excluded.forEach(name -> selected.remove(find(schema, "exclude-tables", name)));
        InvalidValueException.unless(
                !selected.isEmpty(),
                "tables",
                "at least one of the %d tables of the schema"
                        .formatted(schema.tables().size()),
                "none");
        return schema.tables().stream().filter(selected::contains).toList();
    }

    private static Table find(DatabaseSchema schema, String input, String name) {
        return schema.table(name).orElseGet(() -> {
            List<Table> similar = schema.tables().stream()
                    .filter(table -> table.name().equalsIgnoreCase(name))
                    .toList();
            if (similar.size() == 1) {
                return similar.get(0);
            }
            List<String> names = schema.tables().stream().map(Table::name).toList();
            throw InvalidValueException.of(input, NearestName.rule(names, name), name);
        });
    }
}
