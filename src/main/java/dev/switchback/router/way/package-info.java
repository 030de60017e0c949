/**
 * The way of a request: rules, permit, pipeline, outcome, fallback, canary. Depends on {@code router}, {@code flags},
 * {@code breaker} and {@code canary}.
 */
@NullMarked
package dev.switchback.router.way;

import org.jspecify.annotations.NullMarked;
