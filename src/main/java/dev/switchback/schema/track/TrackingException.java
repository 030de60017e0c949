package dev.switchback.schema.track;

import dev.switchback.pipeline.MigrationException;
import java.sql.SQLException;

/** The database does not let its migrations be read or changed. */
public final class TrackingException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final boolean locked;

    private TrackingException(String message, boolean locked) {
        super(message);
        this.locked = locked;
    }

    private TrackingException(String message, Throwable cause) {
        super(message, cause);
        this.locked = false;
    }

    /** {@return the exception for a question or change that the database refused} */
    public static TrackingException refused(String what, SQLException cause) {
        return new TrackingException(
                "cannot %s: %s. Nothing of it was changed".formatted(what, cause.getMessage()), cause);
    }

    /** {@return the exception for a lock that somebody else holds} */
    public static TrackingException locked(String where, String holder) {
        return new TrackingException(
                "cannot change schema: another process is at it (%s, holder=%s). Nothing was changed; wait for it, or ask again with a longer --lock-timeout"
                        .formatted(where, holder),
                true);
    }

    /** {@return the exception for something in the table that nobody of us wrote} */
    static TrackingException damaged(String version, String column, String value) {
        return new TrackingException(
                "cannot read schema_migrations: %s of %s must be one that we know, but was %s. Nothing was changed"
                        .formatted(column, version, value),
                false);
    }

    /** {@return whether it is only that somebody else is at it} */
    public boolean isLocked() {
        return locked;
    }
}
