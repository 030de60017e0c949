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
}
