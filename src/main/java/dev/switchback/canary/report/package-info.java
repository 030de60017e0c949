/**
 * Shows what canaries have found, as Markdown, JSON and HTML, with diffs line by line. Depends on
 * {@code canary.difference}, {@code canary.mismatch}, {@code canary.text} and {@code canary.tree}.
 */
@NullMarked
package dev.switchback.canary.report;

import org.jspecify.annotations.NullMarked;
