package dev.switchback.state.files;

import dev.switchback.journal.disk.Storage;
import dev.switchback.journal.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds out whether a disk takes anything, by writing a block to a file of its own. */
final class Probe {

    private static final String NAME = "probe.tmp-1";
    private static final int BLOCK = 4_096;

    private Probe() {}

    static void write(Storage storage) throws IOException {
        storage.delete(NAME);
        try (StorageFile file = storage.create(NAME)) {
            file.writeFully(ByteBuffer.allocate(BLOCK), 0);
            file.force(true);
        } finally {
            storage.delete(NAME);
        }
    }
}
