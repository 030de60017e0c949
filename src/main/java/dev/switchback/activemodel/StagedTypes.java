package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.ColumnType;
import dev.switchback.activemodel.tables.ColumnType.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the new generator finds a TypeScript type: by the family of the type, so that no value is rounded or shifted.
 *
 * <p>64-bit and decimal numbers are text, since {@code number} is a binary double. A timestamp is a {@code Date}; a
 * date without a time stays text, since a {@code Date} made of it is the day before in half of the world.
 */
final class StagedTypes {

    private static final Map<Kind, String> PLAIN = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.BOOLEAN, "boolean"),
            Map.entry(Kind.INTEGER, "number"),
            Map.entry(Kind.LONG, "string"),
            Map.entry(Kind.DECIMAL, "string"),
            Map.entry(Kind.FLOAT, "number"),
            Map.entry(Kind.TEXT, "string"),
            Map.entry(Kind.UUID, "string"),
            Map.entry(Kind.DATE, "string"),
            Map.entry(Kind.TIME, "string"),
            Map.entry(Kind.TIMESTAMP, "Date"),
            Map.entry(Kind.INTERVAL, "string"),
            Map.entry(Kind.BINARY, "Uint8Array"),
            Map.entry(Kind.JSON, "unknown"),
            Map.entry(Kind.OTHER, "unknown")));

    private StagedTypes() {}

    static String of(ColumnType type) {
        if (type instanceof ColumnType.Plain plain) {
            return PLAIN.getOrDefault(plain.kind(), "unknown");
        }
        if (type instanceof ColumnType.Labels labels) {
            return labels.labels().isEmpty()
                    ? "never"
                    : labels.labels().stream().map(TypeScript::literal).collect(Collectors.joining(" | "));
        }
        if (type instanceof ColumnType.Array array) {
            String element = of(array.element());
            return (array.element().bare() instanceof ColumnType.Labels ? "(" + element + ")" : element) + "[]";
        }
        return of(type.bare());
    }

    /** {@return the type of a column that may hold null; {@code unknown} includes it} */
    static String orNull(String type) {
        return type.equals("unknown") ? type : type + " | null";
    }
}
