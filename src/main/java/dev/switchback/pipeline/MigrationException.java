package dev.switchback.pipeline;

/**
 * Anything Switchback itself reports besides a wrong argument: what failed, why, the facts, and what holds now.
 *
 * <p>Each feature has its own subtype, whose accessors return the facts that its message shows.
 */
public class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one without a cause. */
    protected MigrationException(String message) {
        super(message);
    }

    /** Makes one with the cause that the message explains. */
    protected MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
