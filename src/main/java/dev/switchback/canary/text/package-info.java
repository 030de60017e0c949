/**
 * Compares texts and sets of files, and classes what differs. Depends on {@code canary.difference} and
 * {@code canary.tree}.
 */
@NullMarked
package dev.switchback.canary.text;

import org.jspecify.annotations.NullMarked;
