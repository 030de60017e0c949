package dev.switchback.ingest.queue;

import dev.switchback.jdbc.Trouble;
import dev.switchback.pipeline.MigrationException;
import java.sql.SQLException;

/** The database of a queue does not answer, or answered with an error of its own. */
public final class QueueUnavailableException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final boolean uncertain;
    private final boolean trouble;

    private QueueUnavailableException(String message, boolean uncertain, SQLException cause) {
        super(message, cause);
        this.uncertain = uncertain;
        this.trouble = uncertain || Trouble.isAway(cause) || Trouble.takesNothing(cause);
    }

    /** {@return the exception for something that was not done} */
    public static QueueUnavailableException of(String what, String store, SQLException cause) {
        return new QueueUnavailableException(
                "cannot %s: %s (queue=%s). Nothing of it was done; try again".formatted(what, said(cause), store),
                false,
                cause);
    }

    /** {@return the exception for something that may have been done: the answer to its commit was lost} */
    public static QueueUnavailableException uncertain(String what, String store, SQLException cause) {
        return new QueueUnavailableException(
                "cannot %s for sure: %s (queue=%s). It may have been done; try again with the same idempotency key"
                        .formatted(what, said(cause), store),
                true,
                cause);
    }

    /** {@return whether it may have been done all the same} */
    public boolean isUncertain() {
        return uncertain;
    }

    /** {@return whether the database did not answer, or takes nothing at present; otherwise it refused this very thing} */
    public boolean isTrouble() {
        return trouble;
    }

    private static String said(SQLException cause) {
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
