package dev.switchback.canary.difference;

import dev.switchback.canary.difference.Comparison.Standing;

/**
 * One difference, and whether it counts.
 *
 * @param discrepancy what differs
 * @param standing whether it counts, is ignored by a rule, or is noise
 */
public record Finding(Discrepancy discrepancy, Standing standing) {}
