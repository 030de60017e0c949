package dev.switchback.state.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * The directories that this process has open.
 *
 * <p>The one registry of the kind that is allowed, because the operating system has it too: locks on files belong to
 * the
 * process, so that a second store on the same directory would not be kept out by the first, and closing it would drop
 * the first one's lock. Who opens a directory that is open already shares it, and its options.
 */
final class OpenStores {

    private static final OpenStores OF_THIS_PROCESS = new OpenStores();

    private final Map<Key, Shared> open = new HashMap<>(); // guarded by this

    private OpenStores() {}

    static OpenStores ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    private record Key(Object directory, boolean readOnly) {}

    private static final class Shared {
        private final SharedStore store;
        private int users;

        private Shared(SharedStore store) {
            this.store = store;
        }
    }

    synchronized SharedStore open(StoreOptions options) {
        Shared writable = open.get(new Key(identity(options.directory()), false));
        Shared found = writable == null ? open.get(key(options)) : writable;
        if (found == null) {
            found = new Shared(SharedStore.open(options));
            open.put(key(options), found); // only now: the directory may have been made
        }
        found.users++;
        return found.store;
    }

    /** Gives a store up, and closes it after the last of its users. */
    void release(SharedStore store) {
        if (isLastUser(store)) {
            store.close();
        }
    }

    private synchronized boolean isLastUser(SharedStore store) {
        for (Map.Entry<Key, Shared> entry : open.entrySet()) {
            if (entry.getValue().store == store) {
                entry.getValue().users--;
                return entry.getValue().users == 0 && open.remove(entry.getKey(), entry.getValue());
            }
        }
        return false;
    }

    private static Key key(StoreOptions options) {
        return new Key(identity(options.directory()), options.readOnly());
    }

    /** What the directory is, whatever it is called: links and mounts give it several names. */
    private static Object identity(Path directory) {
        try {
            Object key =
                    Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
            return key == null ? directory.toRealPath() : key;
        } catch (IOException notThere) {
            return directory.toAbsolutePath().normalize();
        }
    }
}
