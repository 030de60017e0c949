/**
 * What the canaries of a migration have found so far: classes of differences, what is ignored, what is noise; kept in
 * the state. Depends on {@code canary}, {@code canary.difference}, {@code state} and {@code health}.
 */
@NullMarked
package dev.switchback.canary.mismatch;

import org.jspecify.annotations.NullMarked;
