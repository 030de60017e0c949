package dev.switchback.metrics;

import dev.switchback.MigrationControl;
import dev.switchback.MigrationStatus;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.MigrationException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * How many processes of a migration run, and whether they agree: {@code migration.nodes} {agree = yes | no}, gauges.
 *
 * <p>One that agrees sends the percentage of keys to new that is in force by the state, in which no variable of any
 * process counts: so processes that a variable holds elsewhere do not agree, even if all of them do the same. Looking at
 * them reads what every process last said, from the store: for the one process that watches the fleet. Not a number
 * while the state cannot be read.
 */
public final class NodeMeters implements MeterBinder {

    private static final double SAME = 0.000_5;

    private final MigrationControl control;
    private final String migration;

    /** Makes the meters of the processes that a control sees. */
    public NodeMeters(MigrationControl control, String migration) {
        this.control = control;
        this.migration = migration;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "yes", true);
        gauge(registry, "no", false);
    }

    private void gauge(MeterRegistry registry, String value, boolean agreeing) {
        Gauge.builder(MeterNames.NODES, () -> count(agreeing))
                .tags(Tags.of("migration", migration, "agree", value))
                .register(registry);
    }

    private double count(boolean agreeing) {
        try {
            MigrationStatus status = control.currentStatus();
            Snapshot byState = control.flags().snapshot();
            if (byState.unreadable().isPresent()) {
                return Double.NaN;
            }
            double inForce = byState.effectivePercentage().percent();
            return status.nodes().stream()
                    .filter(node -> (Math.abs(node.percentage() - inForce) < SAME) == agreeing)
                    .count();
        } catch (MigrationException away) {
            return Double.NaN;
        }
    }
}
