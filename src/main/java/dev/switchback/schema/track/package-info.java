/**
 * What a database remembers of its migrations: the table {@code schema_migrations}, and the lock that lets one process
 * at a time change it. Depends on {@code pipeline}, {@code jdbc} and {@code schema.sql}.
 */
@NullMarked
package dev.switchback.schema.track;

import org.jspecify.annotations.NullMarked;
