/**
 * The catalogs of a database as values: a snapshot of every object, its hash, and the difference of two. Depends on
 * {@code pipeline}, for its exceptions, and on Jackson, for snapshots that are kept.
 */
@NullMarked
package dev.switchback.schema.catalog;

import org.jspecify.annotations.NullMarked;
