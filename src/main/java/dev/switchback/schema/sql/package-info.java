/**
 * SQL scripts as text: reading a file, splitting it into statements, how it runs in a transaction, and what of it can
 * be undone by its text alone. Depends on {@code pipeline}, for its exceptions; nothing here talks to a database.
 */
@NullMarked
package dev.switchback.schema.sql;

import org.jspecify.annotations.NullMarked;
