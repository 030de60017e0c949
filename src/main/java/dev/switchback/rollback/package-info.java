/**
 * Takes back what was moved: one state machine for each target, the steps, the proof and the recovery. Depends on
 * {@code pipeline}, {@code event}, {@code health}, {@code state} and {@code fleet}.
 */
@NullMarked
package dev.switchback.rollback;

import org.jspecify.annotations.NullMarked;
