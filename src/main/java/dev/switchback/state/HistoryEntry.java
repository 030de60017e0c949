package dev.switchback.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of the history, as a line of the journal holds it.
 *
 * @param sequence its place in the order of all records, from 1, without gaps
 * @param at when its writer wrote it, by the writer's clock; the order is that of {@code sequence}
 * @param type what happened
 * @param migration the migration's name
 * @param strategy the rollback's target, or null
 * @param trigger the rollback's trigger, or null
 * @param reason why
 * @param operator who
 * @param dryRun whether it was only tried out
 * @param success whether it worked
 * @param stepsCompleted the steps completed, in order
 * @param errors what went wrong, a sentence each
 * @param rollbackTimeMs how long it took in milliseconds, or null
 * @param node which process wrote it
 * @param data {@code source}, {@code generation}, the changed sections {@code before} and {@code after}, and the rest
 */
public record HistoryEntry(
        @JsonProperty("seq") long sequence,
        Instant at,
        String type,
        String migration,
        @Nullable String strategy,
        @Nullable String trigger,
        String reason,
        String operator,
        @JsonProperty("dry_run") boolean dryRun,
        boolean success,
        @JsonProperty("steps_completed") List<String> stepsCompleted,
        List<String> errors,
        @JsonProperty("rollback_time_ms") @Nullable Long rollbackTimeMs,
        String node,
        Map<String, Object> data) {

    public HistoryEntry {
        stepsCompleted = stepsCompleted == null ? List.of() : List.copyOf(stepsCompleted);
        errors = errors == null ? List.of() : List.copyOf(errors);
        data = data == null ? Map.of() : data;
    }

    /** {@return this entry with other data} */
    public HistoryEntry with(Map<String, Object> other) {
        return new HistoryEntry(
                sequence,
                at,
                type,
                migration,
                strategy,
                trigger,
                reason,
                operator,
                dryRun,
                success,
                stepsCompleted,
                errors,
                rollbackTimeMs,
                node,
                other);
    }
}
