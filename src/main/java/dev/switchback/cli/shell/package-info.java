/**
 * What every command has in common: the global options, the terminal, the open state, answers and failures. Depends on
 * the door, {@code state} and {@code flags}.
 */
@NullMarked
package dev.switchback.cli.shell;

import org.jspecify.annotations.NullMarked;
