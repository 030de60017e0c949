package dev.switchback.schema.catalog;

/**
 * When and where a snapshot was taken, so that a later one of the same database has to look only at what was touched.
 *
 * @param database the identifier of the database
 * @param transaction the oldest transaction that was still running; whatever was written later is of it or of a newer
 * @param queries what was asked
 * @param census how many objects there were
 */
record Moment(long database, String transaction, CatalogQueries queries, Census census) {}
