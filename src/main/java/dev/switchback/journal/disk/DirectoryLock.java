package dev.switchback.journal.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock between processes: an empty file that is only ever locked, and beside it, in {@code <name>.owners}, who has it.
 *
 * <p>The system drops the lock for the whole process when any channel of this process on that file is closed, while Java
 * still calls it valid; so this process never does. If others do, the {@link Owners} still let one alone in: the lock is
 * what one waits for, and what keeps versions out that know nothing else. For one thread, which nobody interrupts.
 */
final class DirectoryLock {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final String OWNERS = ".owners";
    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Nobody keeps the lock so long who runs; who still has it in another container has most likely ended. */
    private static final long STRANGERS_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** How often the lock is taken before it is looked whether the files of owners are still there. */
    private static final int LOOK_EVERY = 64;

    private final Storage storage;
    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable Object identity;
    private Optional<Owners> owners = Optional.empty();
    private int untilLook;
    private boolean warned;

    DirectoryLock(Storage storage, Path file) {
        this.storage = storage;
        this.file = file;
    }

    Storage.Hold acquire() throws IOException {
        while (true) {
            FileChannel open = opened();
            FileLock lock = waited(nanos -> tried(open));
            if (stillTheFile()) {
                return owned(lock, DirectoryLock::takeInTime).orElseThrow();
            }
            close();
        }
    }

    private static boolean takeInTime(Owners owners) throws IOException {
        return waited(
                nanos -> Optional.of(owners.take(nanos >= STRANGERS_NANOS)).filter(taken -> taken));
    }

    /** Locks it if nobody else has. The file stays open in any case: closing it would drop the lock of whoever has it. */
    Optional<Storage.Hold> tryAcquire() throws IOException {
        Optional<FileLock> lock = tried(opened());
        if (lock.isPresent() && !stillTheFile()) {
            close();
            return Optional.empty();
        }
        return lock.isEmpty() ? Optional.empty() : owned(lock.get(), owners -> owners.take(true));
    }

    /** A way to become the owner. */
    @FunctionalInterface
    private interface Taking {
        boolean take(Owners owners) throws IOException;
    }

    /** Becomes the owner, too; gives the lock back if that fails or is in vain. */
    private Optional<Storage.Hold> owned(FileLock lock, Taking taking) throws IOException {
        boolean kept = false;
        try {
            Optional<Owners> found = owners();
            kept = found.isEmpty() || taking.take(found.get());
            return kept ? Optional.of(() -> release(lock, found)) : Optional.empty();
        } catch (IOException failed) {
            leaveAfter(failed);
            throw failed;
        } finally {
            if (!kept) {
                lock.release();
            }
        }
    }

    private void release(FileLock lock, Optional<Owners> owner) throws IOException {
        try {
            if (owner.isPresent()) {
                owner.get().give();
            }
        } catch (IOException failed) {
            LOG.warn("[StateStore] it could not be said that {} is free; others will see it", file, failed);
            leaveAfter(failed);
        } finally {
            lock.release();
        }
    }

    private void leaveAfter(IOException failed) {
        try {
            leave();
        } catch (IOException second) {
            failed.addSuppressed(second);
        }
    }

    /** One attempt, empty for in vain; it is told for how long there have been others. */
    @FunctionalInterface
    private interface Attempt<T> {
        Optional<T> run(long nanos) throws IOException;
    }

    /** Asks again and again, since to wait in the system is to wait for ever for a process that is stopped. */
    private static <T> T waited(Attempt<T> attempt) throws IOException {
        long waited = 0;
        for (long pause = SHORTEST_NANOS; waited < PATIENCE_NANOS; pause = Math.min(2 * pause, LONGEST_NANOS)) {
            Optional<T> got = attempt.run(waited);
            if (got.isPresent()) {
                return got.get();
            }
            LockSupport.parkNanos(pause);
            waited += pause;
        }
        throw new IOException("another process has held the lock for %d s: is it stopped?"
                .formatted(TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)));
    }

    private static Optional<FileLock> tried(FileChannel opened) throws IOException {
        try {
            return Optional.ofNullable(opened.tryLock());
        } catch (OverlappingFileLockException otherClassLoader) {
            return Optional.empty(); // the same classes, loaded twice, in one process
        }
    }

    /** {@return the owners, empty where there are none: then the lock is all there is} */
    private Optional<Owners> owners() throws IOException {
        untilLook--;
        if (untilLook <= 0) {
            untilLook = LOOK_EVERY;
            if (owners.isEmpty() || !owners.get().isJoined()) {
                leave();
                owners = joined(name() + OWNERS);
            }
        }
        return owners;
    }

    private Optional<Owners> joined(String directory) {
        try {
            return Owners.join(storage.directory(directory, true));
        } catch (ClosedByInterruptException ended) {
            return Optional.empty(); // its thread is to end, and the directory is in order
        } catch (IOException noRoom) {
            if (!warned) {
                LOG.warn(
                        "[StateStore] {} cannot be used: until it can, nothing in this process may open {}",
                        directory,
                        file,
                        noRoom);
            }
            warned = true;
            return Optional.empty();
        }
    }

    private void leave() throws IOException {
        Optional<Owners> left = owners;
        owners = Optional.empty();
        untilLook = 0;
        if (left.isPresent()) {
            left.get().close();
        }
    }

    /** A lock on a file that was deleted keeps nobody out; owners do, so that it is looked at together with theirs. */
    private boolean stillTheFile() throws IOException {
        if (owners.isPresent() && untilLook > 1) {
            return true;
        }
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
        leave();
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
