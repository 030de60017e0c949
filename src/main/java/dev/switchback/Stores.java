package dev.switchback;

import dev.switchback.flags.Environment;
import dev.switchback.flags.Environment.DatabaseUrl;
import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.fleet.database.DatabaseStateStoreBuilder;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateStore;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.files.FileStateStore;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store of a migration, or one that says why it could not be opened. */
final class Stores {

    private static final Logger log = LoggerFactory.getLogger(Stores.class);

    private Stores() {}

    /** What the builder says goes before what variables say, and there a database before a directory. */
    static StateStore open(MigrationBuilder parts, Environment environment) {
        if (parts.pool != null) {
            return open(DatabaseStateStore.builder(parts.pool), parts);
        }
        Optional<DatabaseUrl> database = parts.directory == null
                ? Optional.ofNullable(parts.database).or(environment::database)
                : Optional.empty();
        if (database.isPresent()) {
            DatabaseUrl from = database.get();
            return open(DatabaseStateStore.builder(from.url()).input(from.input()), parts);
        }
        Path directory = parts.directory == null ? environment.stateDirectory() : parts.directory;
        try {
            return FileStateStore.open(directory);
        } catch (StateStoreException refused) { // a directory that may not be used is state that cannot be trusted
            return untrusted(refused, parts);
        }
    }

    /** A database that is away is no reason not to begin: the store says so, and recovers by itself. */
    private static StateStore open(DatabaseStateStoreBuilder builder, MigrationBuilder parts) {
        try {
            StateStore store = builder.open();
            store.unreadable(parts.name)
                    .ifPresent(why -> log.error(
                            "[MigrationAdapter] every key goes to the legacy pipeline until the state can be read"
                                    + " (store={}): {}",
                            store.status().where(),
                            why));
            return store;
        } catch (StateStoreException refused) {
            return untrusted(refused, parts);
        }
    }

    private static StateStore untrusted(StateStoreException refused, MigrationBuilder parts) {
        log.error("[MigrationAdapter] every key goes to the legacy pipeline", refused);
        MemoryStateStore nothing = new MemoryStateStore(parts.clock);
        nothing.breakDown(Optional.of(String.valueOf(refused.getMessage())));
        return nothing;
    }
}
