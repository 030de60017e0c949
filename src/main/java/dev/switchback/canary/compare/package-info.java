/**
 * Compares how two pipelines ended and what they answered. Depends on {@code pipeline}, {@code canary.difference},
 * {@code canary.structure}, {@code canary.text} and {@code canary.tree}.
 */
@NullMarked
package dev.switchback.canary.compare;

import org.jspecify.annotations.NullMarked;
