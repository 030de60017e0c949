/**
 * Micrometer: meters over the snapshots of a migration, so that nothing is counted twice, and observations of events.
 * Depends on the front door, {@code pipeline}, {@code event}, {@code flags}, {@code breaker}, {@code canary},
 * {@code rollback}, {@code router} and {@code schema}.
 */
@NullMarked
package dev.switchback.metrics;

import org.jspecify.annotations.NullMarked;
