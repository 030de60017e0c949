/**
 * The tables of a database as values, read from H2, PostgreSQL and SQLite. Depends on {@code pipeline}, for its
 * exceptions.
 *
 * <p>JDBC metadata gives the tables, columns, keys and indexes of H2 and PostgreSQL; their catalogs are asked only for
 * what metadata does not tell (labels of enums, bases of domains, elements of arrays, inheritance, partitions). The
 * SQLite driver puts names into its own SQL unquoted, so SQLite is read through its pragma functions, names bound.
 */
@NullMarked
package dev.switchback.activemodel.tables;

import org.jspecify.annotations.NullMarked;
