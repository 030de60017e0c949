/**
 * What every durable store has in common: one thread that writes, many changes with one force, a snapshot that is read
 * without waiting, listeners, and changes that are true before they are durable. Depends on {@code state}, and on
 * {@code state.view} for what is said of doubts.
 */
@NullMarked
package dev.switchback.state.engine;

import org.jspecify.annotations.NullMarked;
