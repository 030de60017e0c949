package dev.switchback.activemodel;

import dev.switchback.activemodel.tables.Column;
import dev.switchback.activemodel.tables.Table;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The accessors of a reactive model: each column by its own name where that is a TypeScript name, else by its words.
 *
 * <p>A name that a class has already gets an underscore, and names that meet get a number.
 */
final class MemberNames {

    /** Members of {@code ReactiveModel} in {@code runtime.ts}, and those of every object. */
    private static final Set<String> RESERVED = Set.of(
            "model",
            "snapshot",
            "read",
            "update",
            "subscribe",
            "current",
            "listeners",
            "constructor",
            "__proto__",
            "toString",
            "toLocaleString",
            "valueOf",
            "hasOwnProperty",
            "isPrototypeOf",
            "propertyIsEnumerable");

    private MemberNames() {}

    /** {@return the accessor of each column, by the column's name, in the order of the table} */
    static Map<String, String> of(Table table) {
        Set<String> taken = new HashSet<>(RESERVED);
        Map<String, String> names = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            names.put(column.name(), "");
            if (TypeScript.isName(column.name()) && taken.add(column.name())) {
                names.put(column.name(), column.name());
            }
        }
        names.replaceAll((column, name) -> name.isEmpty() ? free(column, taken) : name);
        return names;
    }

    private static String free(String column, Set<String> taken) {
        String stem =
                TypeScript.isName(column) ? column + "_" : Words.of(column).camel();
        String name = Character.isLetter(stem.codePointAt(0)) || stem.startsWith("_") ? stem : "_" + stem;
        String unique = name;
        for (int number = 2; !taken.add(unique); number++) {
            unique = name + number;
        }
        return unique;
    }
}
