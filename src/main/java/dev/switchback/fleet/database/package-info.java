/**
 * State in PostgreSQL, for the processes of many machines: the same records in tables, pushed by notifications. Depends
 * on {@code state} with its engine, and on {@code jdbc}.
 */
@NullMarked
package dev.switchback.fleet.database;

import org.jspecify.annotations.NullMarked;
