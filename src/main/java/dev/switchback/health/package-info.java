/** How well each feature is, and all of them together. Depends on {@code pipeline}. */
@NullMarked
package dev.switchback.health;

import org.jspecify.annotations.NullMarked;
