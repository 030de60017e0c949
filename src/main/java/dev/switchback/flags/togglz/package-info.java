/**
 * Togglz as a face of the flags: its managers and consoles read and write the same truth. Depends on {@code flags},
 * {@code state} and {@code pipeline}.
 */
@NullMarked
package dev.switchback.flags.togglz;

import org.jspecify.annotations.NullMarked;
