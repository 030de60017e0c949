/**
 * Compares structures: JSON texts, and Java objects by what they hold. Depends on {@code pipeline} and
 * {@code canary.difference}.
 */
@NullMarked
package dev.switchback.canary.structure;

import org.jspecify.annotations.NullMarked;
