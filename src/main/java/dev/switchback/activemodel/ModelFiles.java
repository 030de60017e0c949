package dev.switchback.activemodel;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a pipeline makes of one table: texts by their relative paths, such as {@code types/film-data.ts}.
 *
 * <p>A value: two are equal if table, paths and texts are.
 *
 * @param table the table, or {@code ""} for what belongs to the whole run
 * @param files never empty; parts of paths are separated by {@code /} and none is {@code ..}
 */
public record ModelFiles(String table, SortedMap<String, String> files) {

    /** Names that pipelines write whatever the database holds; every other name in a file may be the database's. */
    public static final Set<String> WORDS = Set.of(
            "ReactiveModel",
            "belongsTo",
            "columns",
            "computed",
            "defineModel",
            "domain",
            "foreignKey",
            "hasDefault",
            "hasMany",
            "identity",
            "inherits",
            "nullable",
            "primaryKey",
            "references",
            "uniqueKeys",
            "values");

    private static final String PART = "(?!\\.)[^/\\\\:\\p{Cntrl}]++";
    private static final Pattern PATH = Pattern.compile(PART + "(?:/" + PART + ")*+");

    /** Checks every path and copies the map. */
    public ModelFiles {
        InvalidValueException.unless(!files.isEmpty(), "files", "at least one", "none");
        for (String path : files.keySet()) {
            InvalidValueException.unless(
                    PATH.matcher(path).matches(), "path", "relative, with no part that begins with a dot", path);
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** {@return the files of a table} */
    static ModelFiles of(String table, Map<String, String> files) {
        return new ModelFiles(table, new TreeMap<>(files));
    }
}
