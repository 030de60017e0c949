package dev.switchback;

import dev.switchback.flags.Environment;
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

    static StateStore open(MigrationBuilder parts, Environment environment) {
        Path directory = parts.directory == null ? environment.stateDirectory() : parts.directory;
        try {
            return FileStateStore.open(directory);
        } catch (StateStoreException refused) { // a directory that may not be used is state that cannot be trusted
            log.error("[MigrationAdapter] every key goes to the legacy pipeline", refused);
            MemoryStateStore nothing = new MemoryStateStore(parts.clock);
            nothing.breakDown(Optional.of(String.valueOf(refused.getMessage())));
            return nothing;
        }
    }
}
