package dev.switchback.journal.disk;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory of the local file system: 0700, of this process's user, not a symbolic link, and not on a network.
 *
 * <p>What it reads with is not closed by an interrupt; what {@link #write} and {@link #create} return is, and is for a
 * thread that nobody interrupts.
 */
public final class FileStorage implements Storage {

    private final Path directory;
    private final DirectoryLock lock;
    private final Map<String, DirectoryLock> others = new ConcurrentHashMap<>();

    private FileStorage(Path directory) {
        this.directory = directory;
        this.lock = new DirectoryLock(this, directory.resolve("LOCK"));
    }

    /**
     * Opens a directory without changing anything; it need not be there before {@link #prepare}.
     *
     * @throws IOException if it is not safe to keep state in
     */
    public static FileStorage open(Path directory, boolean networkAllowed) throws IOException {
        OwnDirectory.check(directory, networkAllowed);
        return new FileStorage(directory);
    }

    @Override
    public void prepare() throws IOException {
        OwnDirectory.prepare(directory);
    }

    @Override
    public boolean exists() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String where() {
        return directory.toString();
    }

    @Override
    public List<String> list() throws IOException {
        return list(false);
    }

    @Override
    public List<String> directories() throws IOException {
        return list(true);
    }

    private List<String> list(boolean directories) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) == directories) {
                    names.add(entry.getFileName().toString());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        }
        return names;
    }

    @Override
    public Optional<FileFacts> facts(String name) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(directory.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                throw new IOException(
                        "%s is %s".formatted(name, found.isSymbolicLink() ? "a symbolic link" : "not a regular file"));
            }
            Object key = found.fileKey();
            return Optional.of(new FileFacts(found.size(), key == null ? found.creationTime() : key));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    @Override
    public StorageFile read(String name) throws IOException {
        mustExist(name);
        try {
            return new ReadOnlyFile(new RandomAccessFile(directory.resolve(name).toFile(), "r"));
        } catch (FileNotFoundException perhapsDeleted) {
            mustExist(name); // another process may have deleted it since, which callers know by NoSuchFileException
            throw perhapsDeleted;
        }
    }

    @Override
    public StorageFile write(String name) throws IOException {
        mustExist(name);
        return new ChannelFile(FileChannel.open(
                directory.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private void mustExist(String name) throws IOException {
        if (facts(name).isEmpty()) {
            throw new NoSuchFileException(directory.resolve(name).toString());
        }
    }

    @Override
    public StorageFile create(String name) throws IOException {
        return new ChannelFile(FileChannel.open(
                directory.resolve(name),
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW,
                        LinkOption.NOFOLLOW_LINKS),
                OwnDirectory.fileMode(directory)));
    }

    @Override
    public void move(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void sync() throws IOException {
        if (!OwnDirectory.hasModes(directory)) {
            return; // Windows cannot open a directory, and orders its renames itself
        }
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        facts(name);
        Path temporary = directory.resolve(
                "%s.tmp-%d-%s".formatted(name, ProcessHandle.current().pid(), UUID.randomUUID()));
        Files.createFile(temporary, OwnDirectory.fileMode(directory));
        // a stream of java.io: an interrupted caller would close a channel and lose the report
        try (OutputStream output = new FileOutputStream(temporary.toFile())) {
            output.write(content);
        } catch (IOException failed) {
            deleteQuietly(temporary.getFileName().toString(), failed);
            throw failed;
        }
        Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Storage directory(String name, boolean create) throws IOException {
        Path inside = directory.resolve(name);
        if (create) {
            OwnDirectory.prepareInside(directory, inside);
        } else {
            OwnDirectory.refuseOther(inside);
        }
        return new FileStorage(inside);
    }

    @Override
    public Hold lock() throws IOException {
        return lock.acquire();
    }

    @Override
    public Optional<Hold> tryLock(String name) throws IOException {
        return others.computeIfAbsent(name, other -> new DirectoryLock(this, directory.resolve(other)))
                .tryAcquire();
    }

    @Override
    public void close() throws IOException {
        lock.close();
        for (DirectoryLock other : others.values()) {
            other.close();
        }
    }

    private record ChannelFile(FileChannel channel) implements StorageFile {

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            return channel.write(from, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record ReadOnlyFile(RandomAccessFile file) implements StorageFile {

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            file.seek(position);
            int count = file.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
            into.position(into.position() + Math.max(count, 0));
            return count;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            throw new IOException("opened for reading");
        }

        @Override
        public void force(boolean metadata) throws IOException {
            throw new IOException("opened for reading");
        }

        @Override
        public void truncate(long size) throws IOException {
            throw new IOException("opened for reading");
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
