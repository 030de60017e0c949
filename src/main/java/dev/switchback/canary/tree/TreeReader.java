package dev.switchback.canary.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a directory without following a link, within bounds of memory. */
final class TreeReader {

    static final int FILES = 10_000;
    private static final int WHOLE = 1 << 20;
    private static final long TOGETHER = 64L << 20;

    private long kept;

    private TreeReader() {}

    static SortedMap<String, FileContent> read(Path directory) throws IOException {
        TreeReader reader = new TreeReader();
        SortedMap<String, FileContent> files = new TreeMap<>();
        for (var file : files(directory).entrySet()) {
            files.put(file.getKey(), reader.content(file.getValue()));
        }
        return files;
    }

    /** {@return every file under a directory by its relative path; anything but files and directories is refused} */
    static SortedMap<String, Path> files(Path directory) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(TreePath.checked(relative(directory, path)), path);
                } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw StagingException.notAFile(path);
                }
                if (files.size() > FILES) {
                    throw StagingException.tooMany(directory, FILES);
                }
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        return files;
    }

    private static String relative(Path directory, Path file) {
        StringBuilder path = new StringBuilder();
        for (Path name : directory.relativize(file)) {
            path.append(path.isEmpty() ? "" : "/").append(name);
        }
        return path.toString();
    }

    private FileContent content(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] begin = input.readNBytes(WHOLE + 1);
            if (begin.length <= WHOLE && kept + begin.length <= TOGETHER) {
                kept += begin.length;
                return new FileContent.Whole(begin);
            }
            return digest(begin, input);
        }
    }

    private static FileContent digest(byte[] begin, InputStream rest) throws IOException {
        MessageDigest digest = FileContent.sha256();
        digest.update(begin);
        long size = begin.length;
        byte[] buffer = new byte[1 << 16];
        for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
            digest.update(buffer, 0, read);
            size += read;
        }
        return new FileContent.Digest(size, HexFormat.of().formatHex(digest.digest()));
    }
}
