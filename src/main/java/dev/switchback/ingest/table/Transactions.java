package dev.switchback.ingest.table;

import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.jdbc.Database;
import dev.switchback.jdbc.UncertainCommitException;
import java.sql.SQLException;

/** Runs transactions, and says what was to be done when one does not come through. */
final class Transactions {

    private final Database database;

    Transactions(Database database) {
        this.database = database;
    }

    <T> T run(String what, Database.Work<T> work) {
        try {
            return database.transaction(work);
        } catch (UncertainCommitException lost) {
            throw QueueUnavailableException.uncertain(what, database.shown(), lost);
        } catch (SQLException failed) {
            throw QueueUnavailableException.of(what, database.shown(), failed);
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
}
