/**
 * Database migrations that can be taken back: what is applied and what is not, applying it, what a rollback would cost,
 * and the rollback itself. Depends on {@code pipeline}, {@code event}, {@code health}, {@code state}, {@code rollback},
 * {@code jdbc} and its own parts.
 */
@NullMarked
package dev.switchback.schema;

import org.jspecify.annotations.NullMarked;
