/**
 * Runs the side that did not serve beside the one that did, and says how the two answers differ.
 * Depends on {@code pipeline}, {@code event}, {@code health}; {@code compare} compares, {@code tree} holds files.
 */
@NullMarked
package dev.switchback.canary;

import org.jspecify.annotations.NullMarked;
