package dev.switchback.cli.shell;

import dev.switchback.flags.Environment.DatabaseUrl;
import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.fleet.database.DatabaseStateStoreBuilder;
import dev.switchback.state.StateStoreException;
import java.time.Duration;

/**
 * Opens state in a database for a command. A class of its own, so that commands on a directory load nothing of JDBC.
 */
final class OpenDatabase {

    private OpenDatabase() {}

    /** Opens it for looking: no table is made, and nobody listens. */
    static DatabaseStateStore reading(Shell shell, DatabaseUrl url, Duration poll) {
        return open(shell, DatabaseStateStore.builder(url.url()).readOnly(true).pollEvery(poll), url);
    }

    static DatabaseStateStore changing(Shell shell, DatabaseUrl url) {
        return open(shell, DatabaseStateStore.builder(url.url()), url);
    }

    /** A command has nothing to keep to while the database is away, so it does not wait for it. */
    private static DatabaseStateStore open(Shell shell, DatabaseStateStoreBuilder builder, DatabaseUrl url) {
        try {
            return builder.input(url.input())
                    .clock(shell.terminal().clock())
                    .required(true)
                    .open();
        } catch (StateStoreException refused) {
            throw Refusal.unreachable(String.valueOf(refused.getMessage()), OpenState.stillWorks(shell));
        }
    }
}
