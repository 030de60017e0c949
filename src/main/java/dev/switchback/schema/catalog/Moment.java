package dev.switchback.schema.catalog;

import java.util.Map;
import java.util.Set;

/**
 * When and where a snapshot was taken, so that a later one of the same database has to look only at what was touched.
 *
 * @param database the identifier of the database
 * @param transaction the oldest transaction that was still running; whatever was written later is of it or of a newer
 * @param queries what was asked
 * @param census how many objects there were
 * @param kinds those of which there was something, and perhaps more
 * @param comments what was said about them
 */
record Moment(
        long database,
        String transaction,
        CatalogQueries queries,
        Census census,
        Set<ObjectKind> kinds,
        Map<String, String> comments) {

    /**
     * How many objects each catalog holds, which tells whether one is gone: identifiers grow, so that of those up to the
     * newest one of an earlier census there are as many as then, or fewer.
     */
    record Census(Map<String, Count> counts) {

        static final Census NONE = new Census(Map.of());

        private static final String COMMENTS = "pg_description";
        private static final String MEMBERS = "pg_depend";

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
        record Count(long all, long older, long newest) {

            /** {@return the same, seen from itself} */
            Count unchanged() {
                return new Count(all, 0, newest);
            }
        }

        /** {@return what a catalog holds} */
        Count of(String catalog) {
            return counts.getOrDefault(catalog, new Count(0, 0, 0));
        }

        /** {@return whether as many objects are members of extensions as at the time of the census before} */
        boolean hasMembersOf(Census before) {
            return of(MEMBERS).all() == before.of(MEMBERS).all();
        }

        /** {@return whether every comment is what it was at the time of the census before} */
        boolean hasCommentsOf(Census before) {
            return of(COMMENTS).older() == 0
                    && of(COMMENTS).all() == before.of(COMMENTS).all();
        }
    }
}
