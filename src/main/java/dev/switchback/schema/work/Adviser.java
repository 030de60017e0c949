package dev.switchback.schema.work;

import dev.switchback.schema.model.Advice;
import dev.switchback.schema.model.PlannedRollback;
import dev.switchback.schema.model.PlannedRollback.DataVerdict;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.track.TrackedMigration;
import dev.switchback.state.Attribution;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Weighs a rollback against mending forward, by what can be measured. For one thread. */
public final class Adviser {

    /** After so long, applications and people count on what a migration made. */
    private static final Duration YOUNG = Duration.ofHours(24);

    private static final Attribution NOBODY = Attribution.api("switchback", "advice");

    private final SchemaWork work;
    private final Connection connection;

    /** Makes one. */
    public Adviser(SchemaWork work, Connection connection) {
        this.work = work;
        this.connection = connection;
    }

    /** {@return the advice about a migration that is applied} */
    public Advice advise(String version) throws SQLException {
        List<TrackedMigration> rows = work.table().all(connection);
        TrackedMigration row =
                new Chooser(List.of(), rows).choose(new Selection.Only(version)).get(0);
        PlannedRollback plan = new Planner(work, connection, rows)
                .plan(List.of(row), RollbackOptions.by(NOBODY))
                .rollbacks()
                .get(0);
        Duration age = work.since(row.run().appliedAt());
        List<String> against = against(plan, age);
        List<String> evidence = new ArrayList<>();
        evidence.add("it was applied %d hours ago".formatted(age.toHours()));
        evidence.add("%d rows and values would be lost".formatted(plan.rows()));
        evidence.add("data: %s".formatted(plan.data().text()));
        evidence.add(row.down()
                .map(down -> "its down is of a %s, %s".formatted(down.origin().text(), down.verdict()))
                .orElse("no down of it is known"));
        plan.refusals().forEach(refusal -> evidence.add(refusal.why()));
        evidence.addAll(plan.effects());
        evidence.addAll(plan.warnings());
        return against.isEmpty()
                ? new Advice(
                        Advice.Choice.ROLLBACK,
                        "roll %s back: it is young, nothing depends on it, and nothing is lost".formatted(row.title()),
                        evidence)
                : new Advice(
                        Advice.Choice.FIX_FORWARD,
                        "mend %s by another migration: %s".formatted(row.title(), String.join(", and ", against)),
                        evidence);
    }

    private static List<String> against(PlannedRollback plan, Duration age) {
        List<String> against = new ArrayList<>();
        if (!plan.refusals().isEmpty()) {
            against.add("a rollback is refused");
        }
        if (plan.rows() > 0) {
            against.add("%d rows and values written since would be lost".formatted(plan.rows()));
        } else if (plan.data() == DataVerdict.LOST) {
            against.add("what it dropped would come back empty");
        } else if (plan.data() == DataVerdict.UNKNOWN) {
            against.add("nobody can tell what becomes of the data");
        }
        if (age.compareTo(YOUNG) > 0) {
            against.add("it was applied %d days ago".formatted(age.toDays()));
        }
        return against;
    }
}
