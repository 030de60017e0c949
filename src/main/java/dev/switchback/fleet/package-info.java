/**
 * The processes that take part in a migration: what each says of itself, and what it has acknowledged. Depends on
 * {@code pipeline}, {@code event}, {@code health} and {@code state}.
 */
@NullMarked
package dev.switchback.fleet;

import org.jspecify.annotations.NullMarked;
