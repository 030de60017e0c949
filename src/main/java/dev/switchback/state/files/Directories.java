package dev.switchback.state.files;

import dev.switchback.state.engine.Engine;
import dev.switchback.state.engine.OpenStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Supplier;

/** The directories that this process has open; one that is open for writing is also read from there. */
final class Directories {

    private static final OpenStores<FileBacking> OPEN = new OpenStores<>();

    private Directories() {}

    private record Key(Object directory, boolean readOnly) {}

    static Engine<FileBacking> open(StoreOptions options, Supplier<Engine<FileBacking>> opening) {
        Path directory = options.directory();
        List<Key> keys = List.of(new Key(identity(directory), false), new Key(identity(directory), options.readOnly()));
        return OPEN.open(keys, () -> new Key(identity(directory), options.readOnly()), opening);
    }

    static void release(Engine<FileBacking> engine) {
        OPEN.release(engine);
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
