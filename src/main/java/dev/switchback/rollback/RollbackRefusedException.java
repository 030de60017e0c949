package dev.switchback.rollback;

import dev.switchback.pipeline.MigrationException;
import java.time.temporal.ChronoUnit;

/** Something was asked of a target in a state that does not lead to it; its state is as it was. */
public final class RollbackRefusedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final String target;
    private final RollbackState from;
    private final RollbackState to;

    private RollbackRefusedException(String message, String target, RollbackState from, RollbackState to) {
        super(message);
        this.target = target;
        this.from = from;
        this.to = to;
    }

    /** {@return the exception for a state that does not lead to another} */
    public static RollbackRefusedException transition(String target, RollbackState from, RollbackState to) {
        return new RollbackRefusedException(
                "cannot change rollback state: %s does not lead to %s (target=%s, from=%s, to=%s). %s"
                        .formatted(from.text(), to.text(), target, from.text(), to.text(), from.holds()),
                target,
                from,
                to);
    }

    /** {@return the same, and when to ask again if whoever leads a rollback may be dead} */
    static RollbackRefusedException transition(Ledger ledger, String target, RollbackState from, RollbackState to) {
        RollbackRefusedException refused = transition(target, from, to);
        if (!from.isRunning() || ledger.unreadable().isPresent()) {
            return refused;
        }
        return ledger.state()
                .leaseUntil()
                .map(until -> new RollbackRefusedException(
                        "%s. If the process that leads it is dead, ask again after %s: then it is taken over"
                                .formatted(refused.sentence(), until.truncatedTo(ChronoUnit.SECONDS)),
                        target,
                        from,
                        to))
                .orElse(refused);
    }

    /** {@return the exception for clearing a failed recovery without saying that it is to be forced} */
    public static RollbackRefusedException notForced(String target) {
        RollbackState from = RollbackState.RECOVERY_FAILED;
        RollbackState to = RollbackState.ACTIVE;
        return new RollbackRefusedException(
                "cannot change rollback state: %s leads to %s only by force (target=%s, from=%s, to=%s). %s"
                        .formatted(from.text(), to.text(), target, from.text(), to.text(), from.holds()),
                target,
                from,
                to);
    }

    /** {@return the message, which is never absent} */
    String sentence() {
        return String.valueOf(getMessage());
    }

    /** {@return what was to be taken back, such as {@code routing}} */
    public String target() {
        return target;
    }

    /** {@return the state that it is in} */
    public RollbackState from() {
        return from;
    }

    /** {@return the state that was asked for} */
    public RollbackState to() {
        return to;
    }
}
