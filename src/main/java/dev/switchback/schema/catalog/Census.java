package dev.switchback.schema.catalog;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * How many objects each catalog holds, which tells whether one is gone: identifiers grow, so that of those up to the
 * newest one of an earlier census there are as many as then, or fewer.
 */
record Census(Map<String, Count> counts) {

    static final Census NONE = new Census(Map.of());

    /** In the order of the query's parameters. */
    private static final List<String> CATALOGS = List.of(
            "pg_class",
            "pg_constraint",
            "pg_trigger",
            "pg_policy",
            "pg_rewrite",
            "pg_statistic_ext",
            "pg_type",
            "pg_enum",
            "pg_proc",
            "pg_namespace");

    private static final String COMMENTS = "pg_description";

    Census {
        counts = Map.copyOf(counts);
    }

    /**
     * What a catalog holds.
     *
     * @param all how many objects
     * @param older how many of them have an identifier up to the newest one of the census before; of comments, which
     *     have none, how many were written since
     * @param newest the largest identifier, 0 if there is none
     */
    record Count(long all, long older, long newest) {}

    /** {@return the largest identifiers as the text of an array} */
    String newest() {
        return array(Count::newest);
    }

    /** {@return the counts as the text of an array} */
    String all() {
        return array(Count::all);
    }

    private String array(ToLongFunction<Count> part) {
        return CATALOGS.stream()
                .map(catalog -> String.valueOf(part.applyAsLong(of(catalog))))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private Count of(String catalog) {
        return counts.getOrDefault(catalog, new Count(0, 0, 0));
    }

    /** {@return whether every comment is what it was at the time of the census before} */
    boolean hasCommentsOf(Census before) {
        return of(COMMENTS).older() == 0 && of(COMMENTS).all() == before.of(COMMENTS).all();
    }
}
