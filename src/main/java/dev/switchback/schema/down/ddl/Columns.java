package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Neutral;
import java.util.ArrayList;
import java.util.List;

/** How a column is written. */
final class Columns {

    private static final int NAMED_NOT_NULL = 18;

    private Columns() {}

    /** {@return the type, with its collation} */
    static String type(SchemaObject column) {
        String type = column.get("type", "");
        return column.has("collation") ? "%s COLLATE %s".formatted(type, column.get("collation")) : type;
    }

    /** {@return the whole column as in {@code CREATE TABLE}} */
    static String definition(SchemaObject column, int version) {
        return Names.of(column) + ' ' + type(column) + value(column) + notNull(column, version);
    }

    private static String value(SchemaObject column) {
        if (column.has("generated")) {
            return " GENERATED ALWAYS AS (%s)%s"
                    .formatted(column.get("generated"), column.has("virtual") ? " VIRTUAL" : " STORED");
        }
        if (column.has("identity options")) { // a partition has its identity from what it is attached to
            return " GENERATED %s AS IDENTITY (%s)".formatted(column.get("identity"), column.get("identity options"));
        }
        return column.has("default") ? " DEFAULT " + column.get("default") : "";
    }

    /** From version 18 on the attribute holds the name of the constraint. */
    static String notNull(SchemaObject column, int version) {
        String notNull = column.get("not null");
        if (notNull == null || notNull.contains(" not valid")) {
            return "";
        }
        boolean alone = notNull.endsWith(" no inherit");
        String name = constraintName(notNull);
        return (version < NAMED_NOT_NULL || name.equals("yes") ? "" : " CONSTRAINT " + name)
                + " NOT NULL"
                + (alone ? " NO INHERIT" : "");
    }

    static String constraintName(String notNull) {
        return notNull.replace(" not valid", "").replace(" no inherit", "");
    }

    /**
     * Returns the ways to add a column to a table that may have rows.
     *
     * <p>A column that must have a value, and has no default, gets a neutral one for the rows that are there.
     */
    static List<List<String>> additions(SchemaObject column, int version) {
        String table = "ALTER %s %s ".formatted(isForeign(column) ? "FOREIGN TABLE" : "TABLE", column.within());
        String plain = table + "ADD COLUMN " + definition(column, version);
        List<List<String>> ways = new ArrayList<>();
        if (needsValue(column)) {
            String neutral = Neutral.of(column.get("type", ""));
            if (neutral != null) {
                ways.add(List.of(
                        "%sADD COLUMN %s %s DEFAULT %s%s"
                                .formatted(table, Names.of(column), type(column), neutral, notNull(column, version)),
                        alter(column, "ALTER COLUMN", " DROP DEFAULT")));
            }
        }
        ways.add(List.of(plain));
        return ways;
    }

    /** {@return whether rows that are there would have no value for it, and must have one} */
    static boolean needsValue(SchemaObject column) {
        return column.has("not null")
                && !column.has("default")
                && !column.has("generated")
                && !column.has("identity")
                && !isForeign(column);
    }

    private static boolean isForeign(SchemaObject column) {
        return ColumnDdl.relation(column).equals("f");
    }

    /** {@return an action on a column of a table, with what follows the name} */
    static String alter(SchemaObject column, String action, String rest) {
        return "ALTER %s %s %s %s%s"
                .formatted(
                        isForeign(column) ? "FOREIGN TABLE" : "TABLE", column.within(), action, Names.of(column), rest);
    }

    /** {@return the statement that gives a column its default, or none} */
    static String defaultOf(SchemaObject target, String head) {
        String value = target.get("default");
        return "%s%s ALTER COLUMN %s %s"
                .formatted(
                        head,
                        target.within(),
                        Names.of(target),
                        value == null ? "DROP DEFAULT" : "SET DEFAULT " + value);
    }
}
