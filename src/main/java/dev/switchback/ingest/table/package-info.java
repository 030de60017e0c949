/**
 * The queue in the tables of a PostgreSQL or an H2. Depends on {@code ingest.queue}, {@code pipeline}, {@code state} and
 * {@code jdbc}.
 */
@NullMarked
package dev.switchback.ingest.table;

import org.jspecify.annotations.NullMarked;
