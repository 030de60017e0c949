package dev.switchback.state.files;

import dev.switchback.journal.disk.Storage;
import dev.switchback.state.MigrationName;
import dev.switchback.state.StateStoreException;
import dev.switchback.state.attachment.AttachmentName;
import dev.switchback.state.attachment.Attachments;
import dev.switchback.state.engine.Engine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files {@code attachments/<migration>/<name>}. They are written on the store's own thread, which nobody interrupts,
 * and under the lock: so that they can be counted, and a temporary file found at opening is known to be a leftover.
 */
final class AttachmentFiles implements Attachments {

    private static final String DIRECTORY = "attachments";
    private static final String TEMPORARY = ".tmp";

    private final Engine<FileBacking> engine;
    private final boolean onlyToRead;

    AttachmentFiles(Engine<FileBacking> engine, boolean onlyToRead) {
        this.engine = engine;
        this.onlyToRead = onlyToRead;
    }

    @Override
    public void put(String migration, String name, byte[] content) {
        MigrationName.checked(migration);
        AttachmentName.checked(name);
        byte[] own = AttachmentName.sized(content).clone();
        change(root -> {
            Storage all = root.directory(DIRECTORY, true);
            Storage files = all.directory(migration, true);
            if (files.facts(name).isEmpty() && names(files).size() >= MOST) {
                throw StateStoreException.full(migration, MOST);
            }
            files.delete(name + TEMPORARY);
            files.replace(name, name + TEMPORARY, own);
            all.sync(); // the directories may be new
            root.sync();
        });
    }

    @Override
    public void remove(String migration, String name) {
        MigrationName.checked(migration);
        AttachmentName.checked(name);
        change(root -> {
            Storage files = directory(root, migration);
            if (files.facts(name).isPresent()) {
                files.delete(name);
                files.sync();
            }
        });
    }

    @Override
    public Optional<byte[]> get(String migration, String name) {
        MigrationName.checked(migration);
        AttachmentName.checked(name);
        try {
            return read(directory(storage(), migration), name);
        } catch (IOException failed) {
            throw StateStoreException.noAnswer(where(), failed);
        }
    }

    private static Optional<byte[]> read(Storage files, String name) throws IOException {
        if (files.facts(name).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(files.readSmall(name, LARGEST));
        } catch (IOException failed) {
            if (files.facts(name).isEmpty()) {
                return Optional.empty(); // removed since
            }
            throw failed;
        }
    }

    @Override
    public List<String> names(String migration) {
        MigrationName.checked(migration);
        try {
            return names(directory(storage(), migration));
        } catch (IOException failed) {
            throw StateStoreException.noAnswer(where(), failed);
        }
    }

    private static List<String> names(Storage files) throws IOException {
        return files.list().stream().filter(AttachmentName::isName).sorted().toList();
    }

    private static Storage directory(Storage root, String migration) throws IOException {
        return root.directory(DIRECTORY, false).directory(migration, false);
    }

    private void change(Change change) {
        if (onlyToRead) {
            throw StateStoreException.notWritable(where(), "it was opened for reading");
        }
        engine.call(() -> {
            StoreFiles files = engine.backing().files();
            files.refusal().ifPresent(why -> {
                throw StateStoreException.notWritable(where(), why);
            });
            files.underLock(() -> change.make(files.storage()));
            return true;
        });
    }

    private Storage storage() {
        return engine.backing().files().storage();
    }

    private String where() {
        return storage().where();
    }

    /** Removes what a crash left; under the lock nobody else is writing. */
    static void removeLeftovers(Storage root) throws IOException {
        Storage all = root.directory(DIRECTORY, false);
        for (String migration : all.directories()) {
            Storage files = all.directory(migration, false);
            for (String file : files.list()) {
                if (file.endsWith(TEMPORARY)) {
                    files.delete(file);
                }
            }
        }
    }

    /** Something done to the files. */
    @FunctionalInterface
    private interface Change {
        void make(Storage root) throws IOException;
    }
}
