/**
 * What tells that something is to be taken back: triggers, figures, thresholds and the recommendation made of them.
 * Depends on {@code pipeline} and {@code health}.
 */
@NullMarked
package dev.switchback.rollback.signal;

import org.jspecify.annotations.NullMarked;
