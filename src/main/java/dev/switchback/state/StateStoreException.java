package dev.switchback.state;

import dev.switchback.pipeline.MigrationException;

/** The state could not be read or written; what was true before still is, and doubtful state routes to legacy. */
public final class StateStoreException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private StateStoreException(String message) {
        super(message);
    }

    private StateStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@return the exception for a section that does not fit what its owner declares} */
    public static StateStoreException section(String migration, String section, Throwable cause) {
        return new StateStoreException(
                "cannot read state: section does not fit its format (migration=%s, section=%s). Every key goes to the legacy pipeline until it can be read"
                        .formatted(migration, section),
                cause);
    }

    /** {@return the exception for a change that could not be made durable} */
    public static StateStoreException notDurable(String where, Throwable cause) {
        return new StateStoreException(
                "cannot write state: %s (store=%s). Nothing was changed on disk; run `switchback doctor`"
                        .formatted(cause.getMessage(), where),
                cause);
    }

    /** {@return the exception for a store that takes no changes now} */
    public static StateStoreException notWritable(String where, String why) {
        return new StateStoreException("cannot write state: %s (store=%s). Nothing was changed; run `switchback doctor`"
                .formatted(why, where));
    }

    /** {@return the exception for a store that cannot be opened at all} */
    public static StateStoreException notOpened(String where, String why) {
        return new StateStoreException("cannot open state: %s (store=%s). Nothing was changed".formatted(why, where));
    }

    /** {@return the exception for a store that cannot be opened at all, with what stood in the way} */
    public static StateStoreException notOpened(String where, String why, Throwable cause) {
        return new StateStoreException(
                "cannot open state: %s (store=%s). Nothing was changed".formatted(why, where), cause);
    }

    /** {@return the exception for a change of which nobody can tell yet whether it is durable} */
    public static StateStoreException unknown(String where, String why) {
        return new StateStoreException(
                "cannot tell whether state was written: %s (store=%s). Look at the status before you ask again"
                        .formatted(why, where));
    }

    /** {@return the exception for a change that is too big or too deep to be kept} */
    public static StateStoreException notStorable(String migration, String rule) {
        return new StateStoreException("cannot write state: a change must be %s (migration=%s). Nothing was changed"
                .formatted(rule, migration));
    }

    /** {@return the exception for a migration to which too much is attached already} */
    public static StateStoreException full(String migration, int most) {
        return new StateStoreException(
                "cannot write state: at most %d things can be attached to a migration (migration=%s). Nothing was changed; remove one first"
                        .formatted(most, migration));
    }

    /** {@return the exception for a store that does not answer a question now} */
    public static StateStoreException noAnswer(String where, Throwable cause) {
        return new StateStoreException(
                "cannot read state: %s (store=%s). What was last read stays in force; ask again, or run `switchback doctor`"
                        .formatted(cause.getMessage(), where),
                cause);
    }

    /** {@return the exception for a history that cannot be read} */
    public static StateStoreException noHistory(String where, Throwable cause) {
        return new StateStoreException(
                "cannot read history: %s (store=%s). Run `switchback history verify`"
                        .formatted(cause.getMessage(), where),
                cause);
    }
}
