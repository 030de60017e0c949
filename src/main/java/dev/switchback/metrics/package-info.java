/**
 * Micrometer meters over the snapshots of a migration: nothing is counted twice, and no request pays for them. Depends on
 * the front door and {@code canary}.
 */
@NullMarked
package dev.switchback.metrics;

import org.jspecify.annotations.NullMarked;
