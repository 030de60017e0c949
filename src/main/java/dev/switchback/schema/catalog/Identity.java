package dev.switchback.schema.catalog;

/**
 * What stays the same about an object when it is renamed, as long as the database is the same or a copy of it.
 *
 * @param oid the object identifier in its catalog; for a column that of its relation
 * @param sub the number of a column in its relation, 0 for anything else
 * @param parent the identifier of what it belongs to, 0 for nothing
 */
public record Identity(long oid, int sub, long parent) {}
