package dev.switchback.journal.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of a {@link Storage}; for one thread. */
public interface StorageFile extends Closeable {

    /** Reads some bytes at a position, -1 at the end of the file. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Writes some of the bytes at a position, perhaps not all, and says how many. */
    int write(ByteBuffer from, long position) throws IOException;

    /** Brings what was written to the disk; with {@code metadata} also what an append does not need. */
    void force(boolean metadata) throws IOException;

    /** Cuts the file. */
    void truncate(long size) throws IOException;

    /** {@return the size in bytes} */
    long size() throws IOException;

    /** Writes all of the bytes from a position on; when it throws, any part of them may have been written. */
    default void writeFully(ByteBuffer from, long position) throws IOException {
        long at = position;
        while (from.hasRemaining()) {
            at += write(from, at);
        }
    }
}
