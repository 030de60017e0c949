/**
 * What a rollback would do to what is there: rows that are lost, foreign keys, values that stand in the way, migrations
 * that depend on it. Only looks. Depends on {@code schema.catalog}, {@code schema.down.data} and {@code schema.sql}.
 */
@NullMarked
package dev.switchback.schema.safety;

import org.jspecify.annotations.NullMarked;
