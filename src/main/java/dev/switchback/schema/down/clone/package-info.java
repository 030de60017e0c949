/**
 * Databases on which migrations are tried out, where nobody else works: copies, or a transaction that is rolled back.
 * Depends on {@code schema.catalog} and {@code pipeline}.
 */
@NullMarked
package dev.switchback.schema.down.clone;

import org.jspecify.annotations.NullMarked;
