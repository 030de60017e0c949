/** Takes routing back, and says when that is advisable. Depends on {@code router.way} and {@code rollback}. */
@NullMarked
package dev.switchback.router.rollback;

import org.jspecify.annotations.NullMarked;
