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
        Map<String, String> comments) {}
