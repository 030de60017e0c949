/** Compares two outcomes and classes what differs. Depends on {@code pipeline} and {@code canary.tree}. */
@NullMarked
package dev.switchback.canary.compare;

import org.jspecify.annotations.NullMarked;
