/**
 * Running the scripts of migrations: in one transaction, or statement by statement with what is done kept in the
 * database, so that a process that dies is followed by one that goes on. Depends on {@code pipeline}, {@code schema.sql}
 * and {@code schema.track}.
 */
@NullMarked
package dev.switchback.schema.run;

import org.jspecify.annotations.NullMarked;
