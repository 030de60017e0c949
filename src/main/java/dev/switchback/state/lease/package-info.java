/** What only one of all processes may have at a time. Depends on {@code pipeline} and {@code state}. */
@NullMarked
package dev.switchback.state.lease;

import org.jspecify.annotations.NullMarked;
