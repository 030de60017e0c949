/**
 * The commands that keep the state as a whole: export, import, reopen. Depends on {@code cli.shell} and on
 * {@code state.transfer}.
 */
@NullMarked
package dev.switchback.cli.keep;

import org.jspecify.annotations.NullMarked;
