package dev.switchback.journal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock between processes: an empty file that is only ever locked.
 *
 * <p>Nothing may read that file, not even another channel of this process: closing any descriptor of it drops the lock
 * for the whole process while Java still calls it valid. For one thread, which nobody interrupts.
 */
final class DirectoryLock {

    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Storage storage;
    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;

    DirectoryLock(Storage storage, Path file) {
        this.storage = storage;
        this.file = file;
    }

    Storage.Hold acquire() throws IOException {
        while (true) {
            Storage.Hold hold = hold(locked(opened()));
            if (stillTheFile()) {
                return hold;
            }
            close(); // somebody deleted the file: a lock on the old one keeps nobody out
        }
    }

    /** Locks it if nobody else has. The file stays open in any case: closing it would drop the lock of whoever has it. */
    Optional<Storage.Hold> tryAcquire() throws IOException {
        FileLock lock = tried(opened());
        if (lock != null && !stillTheFile()) {
            close();
            return Optional.empty();
        }
        return Optional.ofNullable(lock).map(DirectoryLock::hold);
    }

    /** Asks again and again, since to wait in the system is to wait for ever for a process that is stopped. */
    private static FileLock locked(FileChannel opened) throws IOException {
        long waited = 0;
        for (long pause = SHORTEST_NANOS; waited < PATIENCE_NANOS; pause = Math.min(2 * pause, LONGEST_NANOS)) {
            FileLock lock = tried(opened);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(pause);
            waited += pause;
        }
        throw new IOException("another process has held the lock for %d s: is it stopped?"
                .formatted(TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)));
    }

    private static @Nullable FileLock tried(FileChannel opened) throws IOException {
        try {
            return opened.tryLock();
        } catch (OverlappingFileLockException otherClassLoader) {
            return null; // the same classes, loaded twice, in one process
        }
    }

    private static Storage.Hold hold(FileLock lock) {
        return lock::release;
    }

    private boolean stillTheFile() throws IOException {
        return storage.facts(name())
                .map(facts -> facts.identity().equals(identity))
                .orElse(false);
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open != null && open.isOpen()) {
            return open;
        }
        storage.facts(name());
        open = FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS),
                OwnDirectory.fileMode(file));
        channel = open;
        identity = storage.facts(name()).map(Storage.FileFacts::identity).orElse(null);
        return open;
    }

    private String name() {
        return file.getFileName().toString();
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
