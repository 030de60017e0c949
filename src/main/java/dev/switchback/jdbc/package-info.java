/**
 * Databases: opening one from a line of text, a pool of connections to one that is written to, and the rule for
 * identifiers that become part of SQL. Depends on {@code pipeline}, for its exceptions.
 */
@NullMarked
package dev.switchback.jdbc;

import org.jspecify.annotations.NullMarked;
