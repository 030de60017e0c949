/**
 * What one process keeps in the state and says of itself: its breaker, its pinned keys, its counters, its answers.
 * Depends on {@code state}, {@code fleet}, {@code breaker} and {@code router.way}.
 */
@NullMarked
package dev.switchback.router.node;

import org.jspecify.annotations.NullMarked;
