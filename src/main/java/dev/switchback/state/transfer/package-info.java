/**
 * The whole history of a store as one text, and a store filled from it: backup, and moving between files and a
 * database. Depends on {@code pipeline}, {@code journal}, {@code state}, {@code state.files} and {@code state.view}.
 */
@NullMarked
package dev.switchback.state.transfer;

import org.jspecify.annotations.NullMarked;
