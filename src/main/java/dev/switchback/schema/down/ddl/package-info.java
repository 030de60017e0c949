/**
 * The statements that make one schema of another: what to create, drop, alter and rename, in which order, and what to
 * try when that does not work. Depends on {@code schema.catalog}.
 */
@NullMarked
package dev.switchback.schema.down.ddl;

import org.jspecify.annotations.NullMarked;
