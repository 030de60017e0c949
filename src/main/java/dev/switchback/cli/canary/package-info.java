/**
 * The commands about what canaries found: report, mismatches, ignore, noise, export, replay.
 * Depends on {@code cli.shell}, {@code canary}
 * and {@code state}.
 */
@NullMarked
package dev.switchback.cli.canary;

import org.jspecify.annotations.NullMarked;
