package dev.switchback.cli.control;

import dev.switchback.MigrationStatus;
import dev.switchback.cli.shell.OpenState;
import dev.switchback.health.Health;
import dev.switchback.health.HealthStatus;
import dev.switchback.state.Document;
import java.util.ArrayList;
import java.util.List;

/**
 * What speaks against leading more keys to the new pipeline now.
 *
 * @param status how the migration stands
 * @param health how well it is
 * @param generation what the change is to be made on
 */
record Guards(MigrationStatus status, Health health, long generation) {

    static Guards of(OpenState state) {
        Document seen = state.store().document(state.migration());
        return new Guards(state.control().currentStatus(), state.control().healthCheck(), seen.generation());
    }

    /** {@return what forbids it, a sentence each; empty if nothing does} */
    List<String> forbidding() {
        List<String> reasons = new ArrayList<>();
        if (!status.store().readable()) {
            reasons.add("the state cannot be read");
        }
        if (!status.state().equals("active")) {
            reasons.add("the rollback state is %s; `switchback rollback clear` or `cancel` leaves it"
                    .formatted(status.state()));
        }
        if (status.breaker().isOpen()) {
            reasons.add("the breaker is %s; `switchback breaker reset` probes the new pipeline"
                    .formatted(status.breaker().state()));
        }
        if (health.overall() == HealthStatus.CRITICAL) {
            reasons.add("the health is critical: " + String.join(", ", health.issues()));
        }
        return reasons;
    }

    /** {@return the state and the health, for a person who is to confirm it} */
    List<String> shown() {
        List<String> lines = new ArrayList<>();
        lines.add(status.sentence());
        lines.add("health: " + health.overall().text());
        health.issues().forEach(issue -> lines.add("  " + issue));
        return lines;
    }
}
