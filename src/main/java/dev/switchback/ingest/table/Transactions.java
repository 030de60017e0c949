package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.QueueStore.InTransaction;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.jdbc.Database;
import dev.switchback.jdbc.Trouble;
import dev.switchback.jdbc.UncertainCommitException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Runs transactions, and says what was to be done when one does not come through. */
final class Transactions {

    private static final int TRIALS = 3;
    private static final int MOST_CAUSES = 20;

    /** Deadlocks and conflicts of PostgreSQL (the first is also H2's), and H2's own conflict. */
    private static final Set<String> BECAUSE_OF_OTHERS = Set.of("40P01", "40001", "90131");

    private final Database database;

    Transactions(Database database) {
        this.database = database;
    }

    /** What the database has undone only because of somebody else is done again. */
    <T> T run(String what, Database.Work<T> work) {
        for (int trial = 1; true; trial++) {
            try {
                return database.transaction(work);
            } catch (UncertainCommitException lost) {
                throw QueueUnavailableException.uncertain(what, database.shown(), lost);
            } catch (SQLException failed) {
                if (trial == TRIALS || !BECAUSE_OF_OTHERS.contains(String.valueOf(failed.getSQLState()))) {
                    throw QueueUnavailableException.of(what, database.shown(), failed);
                }
            }
        }
    }

    /**
     * What a handler has thrown in a transaction undoes it, and comes out as it was. A full disk is no failure of the event
     * whose handler was the first to hear of it; but it may have heard of another database, so that ours is asked.
     *
     * @param probe throws what ours says if it takes nothing
     */
    <T> T handled(String what, Database.Work<T> work, Runnable probe) throws Exception {
        try {
            return run(what, work);
        } catch (HandlerFailedException failed) {
            if (saysThatNothingIsTaken(failed.reason())) {
                probe.run();
            }
            throw failed.reason();
        }
    }

    private static boolean saysThatNothingIsTaken(Exception reason) {
        Throwable cause = reason;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof SQLException said && Trouble.takesNothing(said)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Handles events in a transaction of {@link #handled}. */
    static void handle(InTransaction handler, List<QueuedEvent> events, Connection connection) {
        try {
            handler.handle(events, connection);
        } catch (Exception failed) {
            throw new HandlerFailedException(failed);
        }
    }

    /** Does something, and takes it back. */
    void undone(String what, Database.Work<?> work) {
        try {
            database.transaction(connection -> {
                work.on(connection);
                throw new UndoneException();
            });
        } catch (UndoneException meant) {
            return;
        } catch (SQLException failed) {
            throw QueueUnavailableException.of(what, database.shown(), failed);
        }
    }

    /** Lets a transaction be rolled back. */
    private static final class UndoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Carries what a handler has thrown past those who take an exception for the database's. */
    private static final class HandlerFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Exception reason;

        HandlerFailedException(Exception reason) {
            super(reason);
            this.reason = reason;
        }

        Exception reason() {
            return reason;
        }
    }
}
