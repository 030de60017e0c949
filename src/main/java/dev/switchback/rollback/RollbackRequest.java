package dev.switchback.rollback;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.state.Attribution;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked of a rollback manager, by whom and why.
 *
 * <pre>{@code
 * manager.rollback(RollbackRequest.emergency("routing", "wrong totals since 14:02", "ada")
 *         .by(Trigger.PRODUCTION_INCIDENT));
 * }</pre>
 *
 * @param target what is to be taken back: {@code routing}, {@code ingest:orders}, {@code schema:primary}
 * @param operation what is to be done
 * @param trigger what made it happen
 * @param reason why, 1 to 1000 characters without control characters
 * @param operator who; blank becomes the user of the operating system
 * @param at when, for a planned rollback; empty for at once
 * @param dryRun whether it is only tried out, which is then in the history too
 */
public record RollbackRequest(
        String target,
        Operation operation,
        Trigger trigger,
        String reason,
        String operator,
        Optional<Instant> at,
        boolean dryRun) {

    private static final int LONGEST_REASON = 1_000;

    /** What can be asked. */
    public enum Operation {
        /** Take it back. */
        ROLLBACK(RollbackState.ROLLING_BACK),
        /** Take it back later. */
        SCHEDULE(RollbackState.ROLLBACK_PENDING),
        /** Repeat a rollback that failed. */
        RECOVERY(RollbackState.RECOVERING),
        /** Leave the rollback. */
        CLEAR(RollbackState.ACTIVE);

        private final RollbackState to;

        Operation(RollbackState to) {
            this.to = to;
        }

        RollbackState to() {
            return to;
        }
    }

    public RollbackRequest {
        operator = operator == null || operator.isBlank() ? System.getProperty("user.name", "unknown") : operator;
        InvalidValueException.unless(
                target != null && target.matches("[a-z0-9-]{1,32}(:[A-Za-z0-9_.-]{1,64})?"),
                "target",
                "routing, or a kind and a name such as ingest:orders",
                target);
        InvalidValueException.unless(
                at.isPresent() == (operation == Operation.SCHEDULE),
                "at",
                "given for a planned rollback, and only for one",
                at.map(Instant::toString).orElse("absent"));
        new Attribution(operator, reason, "api"); // checks both
    }

    /** {@return a rollback at once} */
    public static RollbackRequest emergency(String target, String reason, String operator) {
        return new RollbackRequest(
                target, Operation.ROLLBACK, Trigger.EMERGENCY_MANUAL, reason, operator, Optional.empty(), false);
    }

    /** {@return a rollback that the figures demand, with what they say as its reason} */
    static RollbackRequest automatic(String target, Trigger trigger, String sentence) {
        String reason = sentence.substring(0, Math.min(sentence.length(), LONGEST_REASON));
        return new RollbackRequest(target, Operation.ROLLBACK, trigger, reason, "switchback", Optional.empty(), false);
    }

    /** {@return a rollback at a time} */
    public static RollbackRequest planned(String target, String reason, String operator, Instant at) {
        return new RollbackRequest(
                target, Operation.SCHEDULE, Trigger.PLANNED_MAINTENANCE, reason, operator, Optional.of(at), false);
    }

    /** {@return the repetition of a rollback that failed} */
    public static RollbackRequest recovery(String target, String reason, String operator) {
        return new RollbackRequest(
                target, Operation.RECOVERY, Trigger.EMERGENCY_MANUAL, reason, operator, Optional.empty(), false);
    }

    /** {@return the end of a rollback} */
    public static RollbackRequest clear(String target, String reason, String operator) {
        return new RollbackRequest(
                target, Operation.CLEAR, Trigger.EMERGENCY_MANUAL, reason, operator, Optional.empty(), false);
    }

    /** {@return this request, made by another trigger} */
    public RollbackRequest by(Trigger made) {
        return new RollbackRequest(target, operation, made, reason, operator, at, dryRun);
    }

    /** {@return this request, only to be tried out} */
    public RollbackRequest asDryRun() {
        return new RollbackRequest(target, operation, trigger, reason, operator, at, true);
    }

    /** {@return who and why, for the store, by the way in which persons ask} */
    Attribution attribution(String way) {
        if (trigger.isAutomatic()) {
            return new Attribution(operator, reason, "automatic");
        }
        return new Attribution(operator, reason, trigger == Trigger.PLANNED_MAINTENANCE ? "scheduled" : way);
    }
}
