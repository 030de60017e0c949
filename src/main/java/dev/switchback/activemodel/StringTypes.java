package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.ColumnType;
import java.util.Locale;

/**
 * How the legacy generator finds a TypeScript type: by what the database's name for the type contains.
 *
 * <p>Values are typed as they come off the wire, so timestamps and bytes are text. The order of the questions matters:
 * {@code interval} and {@code point} contain {@code int}, and only the first is told apart.
 */
final class StringTypes {

    private StringTypes() {}

    static String of(ColumnType type) {
        if (type instanceof ColumnType.Labels) {
            return "string";
        }
        if (type instanceof ColumnType.Array) {
            return "any[]";
        }
        return type instanceof ColumnType.Domain ? "any" : byName(type.name().toLowerCase(Locale.ROOT));
    }

    private static String byName(String name) {
        if (containsAny(name, "interval", "date", "time", "char", "text", "clob", "uuid", "character large")) {
            return "string";
        }
        if (containsAny(name, "int", "serial", "numeric", "decimal", "decfloat", "real", "double", "float")) {
            return "number";
        }
        if (containsAny(name, "bytea", "blob", "binary")) {
            return "string";
        }
        return name.contains("bool") ? "boolean" : "any";
    }

    private static boolean containsAny(String name, String... parts) {
        for (String part : parts) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
