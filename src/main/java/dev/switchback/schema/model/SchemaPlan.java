package dev.switchback.schema.model;

import java.util.List;

/**
 * What a rollback would do, all of it; nothing was changed to find out.
 *
 * @param where the database and the schema
 * @param rollbacks the migrations, in the order in which they would be rolled back
 * @param warnings what to think of before that is true of all of them, such as a backup that is missing
 */
public record SchemaPlan(String where, List<PlannedRollback> rollbacks, List<String> warnings) {

    /** Copies the lists. */
    public SchemaPlan {
        rollbacks = List.copyOf(rollbacks);
        warnings = List.copyOf(warnings);
    }

    /** {@return whether it has to be confirmed} */
    public boolean isDestructive() {
        return rollbacks.stream().anyMatch(PlannedRollback::isDestructive);
    }

    /** {@return whether it would be refused} */
    public boolean isRefused(boolean force) {
        return rollbacks.stream()
                .flatMap(one -> one.refusals().stream())
                .anyMatch(refusal -> !force || !refusal.forceable());
    }
}
