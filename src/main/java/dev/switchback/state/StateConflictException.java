package dev.switchback.state;

import dev.switchback.pipeline.MigrationException;

/**
 * A change away from safety was asked for a state that is no longer the one that was looked at; nothing was changed.
 */
public final class StateConflictException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final long expected;
    private final long actual;

    private StateConflictException(String message, long expected, long actual) {
        super(message);
        this.expected = expected;
        this.actual = actual;
    }

    /** {@return the exception for a generation that has moved on} */
    public static StateConflictException moved(String migration, long expected, long actual) {
        return new StateConflictException(
                "cannot change state: it has changed since it was looked at (migration=%s, expected=%d, actual=%d). Look at the status and ask again"
                        .formatted(migration, expected, actual),
                expected,
                actual);
    }

    /** {@return the generation that the caller had seen} */
    public long expected() {
        return expected;
    }

    /** {@return the generation that there is} */
    public long actual() {
        return actual;
    }
}
