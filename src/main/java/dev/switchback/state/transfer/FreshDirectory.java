package dev.switchback.state.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory that is filled under another name, and renamed when it is whole; gone if it never is. For one thread. */
final class FreshDirectory implements Closeable {

    private static final String ENDING = ".import-";
    private static final Pattern LEFTOVER = Pattern.compile("\\.(.+)\\.import-(\\d{1,18})-[0-9a-f-]{36}");

    private final Path directory;
    private final Path temporary;

    private FreshDirectory(Path directory, Path temporary) {
        this.directory = directory;
        this.temporary = temporary;
    }

    /**
     * Begins beside a directory, on the same file system, and clears away what killed processes left there.
     *
     * @throws TransferException if the directory is there and not empty
     */
    static FreshDirectory beside(Path wanted) throws IOException {
        Path directory = wanted.toAbsolutePath().normalize();
        Path name = directory.getFileName();
        if (name == null || (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !isEmpty(directory))) {
            throw TransferException.notEmpty(wanted);
        }
        removeLeftovers(directory);
        String other =
                ".%s%s%d-%s".formatted(name, ENDING, ProcessHandle.current().pid(), UUID.randomUUID());
        return new FreshDirectory(directory, directory.resolveSibling(other));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(directory)) {
            return !inside.iterator().hasNext();
        }
    }

    private static void removeLeftovers(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(parent, ".*" + ENDING + "*")) {
            for (Path path : beside) {
                Matcher leftover = LEFTOVER.matcher(path.getFileName().toString());
                if (leftover.matches()
                        && leftover.group(1).equals(directory.getFileName().toString())
                        && ProcessHandle.of(Long.parseLong(leftover.group(2))).isEmpty()) {
                    remove(path);
                }
            }
        }
    }

    /** {@return where it is filled} */
    Path path() {
        return temporary;
    }

    /** Gives it its name, durably. An empty directory of that name gives way; one that was filled meanwhile does not. */
    void put() throws IOException {
        try {
            Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException filled) {
            throw TransferException.notEmpty(directory);
        }
        Path parent = directory.getParent();
        if (parent != null && Files.getFileStore(parent).supportsFileAttributeView("posix")) {
            try (FileChannel opened = FileChannel.open(parent, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        remove(temporary);
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
