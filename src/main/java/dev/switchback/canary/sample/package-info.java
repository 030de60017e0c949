/**
 * Samples of requests that canaries found to differ, of which the smallest of each class is kept. Depends on
 * {@code pipeline}, {@code canary} with its difference, mismatch and replay, and {@code state} with its attachments.
 */
@NullMarked
package dev.switchback.canary.sample;

import org.jspecify.annotations.NullMarked;
