/**
 * The work itself: finding out where migrations stand, applying them, planning what a rollback does, taking them back,
 * trying and making downs. Used by {@code schema} alone. Depends on {@code schema.model} and the other parts of it.
 */
@NullMarked
package dev.switchback.schema.work;

import org.jspecify.annotations.NullMarked;
