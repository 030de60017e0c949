/**
 * Samples of requests that canaries found to differ, as a bundle and a test that can be run again. Depends on
 * {@code pipeline} and the packages of {@code canary} that compare and report.
 */
@NullMarked
package dev.switchback.canary.replay;

import org.jspecify.annotations.NullMarked;
