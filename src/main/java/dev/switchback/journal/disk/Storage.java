package dev.switchback.journal.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A directory of plain files, and nothing more of a file system than the journal needs; tests put one in memory in its
 * place, which fails when told to and forgets what was not forced.
 *
 * <p>Names are plain file names. A file that is a symbolic link, or not a regular file, is refused by every method.
 */
public interface Storage {

    /** {@return where it is, for messages} */
    String where();

    /** Makes the directory if it is not there, and lets nobody else in. */
    void prepare() throws IOException;

    /** {@return whether the directory is there} */
    boolean exists();

    /** {@return the names of the plain files, in no order; empty if the directory is not there} */
    List<String> list() throws IOException;

    /** {@return the names of the directories inside, in no order; empty if the directory is not there} */
    List<String> directories() throws IOException;

    /** {@return the facts of one file, empty if there is none} */
    Optional<FileFacts> facts(String name) throws IOException;

    /** Opens an existing file for reading. */
    StorageFile read(String name) throws IOException;

    /** Opens an existing file for reading and writing. */
    StorageFile write(String name) throws IOException;

    /** Creates a file that only its owner can read or write, and opens it; refused if there is one. */
    StorageFile create(String name) throws IOException;

    /** Renames a file in one step, over the one that may be there. */
    void move(String from, String to) throws IOException;

    /** Deletes a file, if there is one. */
    void delete(String name) throws IOException;

    /** Makes creations, renames and deletions durable. */
    void sync() throws IOException;

    /** Replaces a small file in one step without forcing it; works on an interrupted thread too. */
    void put(String name, byte[] content) throws IOException;

    /** {@return a directory inside this one; created, if asked for, and only then} */
    Storage directory(String name, boolean create) throws IOException;

    /**
     * Waits until no other process writes, and keeps them out until the hold is closed.
     *
     * @throws IOException if another process has kept this one out for some seconds
     */
    Hold lock() throws IOException;

    /**
     * Locks a file of its own without waiting, which is made if it is not there, holds nothing, and is never read; for one
     * thread at a time.
     *
     * @return empty if another process has it
     */
    Optional<Hold> tryLock(String name) throws IOException;

    /** Gives the lock file up. */
    void close() throws IOException;

    /**
     * Reads a whole small file.
     *
     * @throws IOException if it is longer than the limit
     */
    default byte[] readSmall(String name, int limit) throws IOException {
        try (InputStream input = new StorageInput(read(name), 0)) {
            byte[] content = input.readNBytes(limit + 1);
            if (content.length > limit) {
                throw new IOException("%s is longer than %d bytes".formatted(name, limit));
            }
            return content;
        }
    }

    /** Replaces a file so that after a power cut it is either the old one or the new one, whole. */
    default void replace(String name, String temporary, byte[] content) throws IOException {
        try (StorageFile file = create(temporary)) {
            file.writeFully(ByteBuffer.wrap(content), 0);
            file.force(true);
        } catch (IOException failed) {
            deleteQuietly(temporary, failed);
            throw failed;
        }
        move(temporary, name);
        sync();
    }

    /** Copies a part of a file into a new one, and forces it. */
    default void copy(String from, long start, long end, String to) throws IOException {
        try (StorageFile source = read(from);
                StorageFile target = create(to)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long at = start;
            while (at < end) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                if (source.read(buffer, at) < 0) {
                    break;
                }
                buffer.flip();
                int length = buffer.remaining();
                target.writeFully(buffer, at - start);
                at += length;
            }
            target.force(true);
        } catch (IOException failed) {
            deleteQuietly(to, failed);
            throw failed;
        }
    }

    /** Deletes a file that a failure left; a second failure is told with the first. */
    default void deleteQuietly(String name, IOException because) {
        try {
            delete(name);
        } catch (IOException second) {
            because.addSuppressed(second);
        }
    }

    /** What is to be known about a file. */
    record FileFacts(long size, Object identity) {}

    /** Keeps other processes out until it is closed. */
    interface Hold extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
