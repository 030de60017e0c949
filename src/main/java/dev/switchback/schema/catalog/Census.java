package dev.switchback.schema.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many objects each catalog holds, which tells whether one is gone: identifiers grow, so that of those up to the
 * newest one of an earlier census there are as many as then, or fewer.
 */
record Census(Map<String, Count> counts) {

    static final Census NONE = new Census(Map.of());

    private static final String QUERY = CatalogQueries.resource("census.sql");
    /** In the order of the query's parameter. */
    private static final List<String> CATALOGS = List.of(
            "pg_class",
            "pg_constraint",
            "pg_trigger",
            "pg_policy",
            "pg_rewrite",
            "pg_statistic_ext",
            "pg_type",
            "pg_enum",
            "pg_proc");

    Census {
        counts = Map.copyOf(counts);
    }

    /**
     * What a catalog holds.
     *
     * @param all how many objects
     * @param older how many of them have an identifier up to the newest one of the census before
     * @param newest the largest identifier, 0 if there is none
     */
    record Count(long all, long older, long newest) {}

    /** Counts, with a search path on which the catalogs are. */
    static Census after(Census before, Connection connection) throws SQLException {
        Map<String, Count> counts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(
                    1,
                    CATALOGS.stream()
                            .map(catalog -> String.valueOf(before.of(catalog).newest()))
                            .collect(Collectors.joining(",", "{", "}")));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return new Census(counts);
    }

    private Count of(String catalog) {
        return counts.getOrDefault(catalog, new Count(0, 0, 0));
    }

    /** {@return the catalogs that hold other objects than those of the census before and newer ones} */
    List<String> catalogsWithLoss(Census before) {
        List<String> found = new ArrayList<>();
        for (String catalog : CATALOGS) {
            if (of(catalog).older() != before.of(catalog).all()) {
                found.add(catalog);
            }
        }
        return found;
    }
}
