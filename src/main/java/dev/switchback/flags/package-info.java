/**
 * What operators set about a migration, and the immutable snapshot of all of it that each request reads. Depends on
 * {@code pipeline}, {@code event}, {@code health} and {@code state}.
 */
@NullMarked
package dev.switchback.flags;

import org.jspecify.annotations.NullMarked;
