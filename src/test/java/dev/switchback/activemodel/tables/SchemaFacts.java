package dev.switchback.activemodel.tables;

import java.util.List;
import java.util.stream.Collectors;

/** A schema in words, one line for each thing, for tests to compare. */
final class SchemaFacts {

    private SchemaFacts() {}

    static Table table(DatabaseSchema schema, String name) {
        return schema.table(name).orElseThrow();
    }

    static Column column(DatabaseSchema schema, String table, String column) {
        return table(schema, table).columns().stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** {@return such as {@code film_id int4 not null identity}} */
    static List<String> columns(Table table) {
        return table.columns().stream()
                .map(column -> column.name() + " " + column.type().name()
                        + (column.nullable() ? "" : " not null")
                        + (column.origin() == Column.Origin.GIVEN
                                ? ""
                                : " " + column.origin().name().toLowerCase(java.util.Locale.ROOT))
                        + (column.defaultValue().isPresent() ? " default" : ""))
                .toList();
    }

    /** {@return such as {@code rental(a, b) -> tariff(c, d)}} */
    static List<String> foreignKeys(DatabaseSchema schema) {
        return schema.tables().stream()
                .flatMap(table -> table.foreignKeys().stream().map(key -> text(table, key)))
                .collect(Collectors.toList());
    }

    static List<String> foreignKeys(Table table) {
        return table.foreignKeys().stream().map(key -> text(table, key)).toList();
    }

    private static String text(Table table, ForeignKey key) {
        return "%s(%s) -> %s(%s)"
                .formatted(
                        table.name(),
                        String.join(", ", key.columns()),
                        key.table(),
                        String.join(", ", key.references()));
    }
}
