/**
 * Samples of requests that canaries found to differ: kept, written out as a bundle and a test, and run again. Depends on
 * {@code pipeline}, the other packages of {@code canary}, and {@code state} with its attachments.
 */
@NullMarked
package dev.switchback.canary.replay;

import org.jspecify.annotations.NullMarked;
