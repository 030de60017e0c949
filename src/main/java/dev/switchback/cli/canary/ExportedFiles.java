package dev.switchback.cli.canary;

import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Files that are written into one directory and nowhere else, for their owner alone: they hold what was requested. */
final class ExportedFiles {

    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final boolean overwrite;

    ExportedFiles(Path directory, boolean overwrite) {
        this.directory = directory;
        this.overwrite = overwrite;
    }

    /**
     * Writes files, none if one of them may not be written. One that is overwritten is so in one step; a symbolic link in
     * its place is replaced, not followed.
     *
     * @param contents by plain names
     * @return the files
     */
    List<Path> write(Map<String, byte[]> contents) throws IOException {
        for (String name : contents.keySet()) {
            InvalidValueException.unless(
                    overwrite || !Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS),
                    "--out",
                    "a directory without %s, unless --force is given".formatted(name),
                    directory);
        }
        Files.createDirectories(directory);
        Path real = directory.toRealPath();
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            if (overwrite) {
                replace(real, file.getKey(), file.getValue());
            } else {
                create(real.resolve(file.getKey()), file.getValue());
            }
            written.add(directory.resolve(file.getKey()));
        }
        return written;
    }

    private static void replace(Path real, String name, byte[] content) throws IOException {
        Path temporary = real.resolve(".%s-%s".formatted(name, UUID.randomUUID()));
        create(temporary, content);
        try {
            Files.move(temporary, real.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            Files.deleteIfExists(temporary);
            throw failed;
        }
    }

    private static void create(Path file, byte[] content) throws IOException {
        boolean hasModes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = hasModes ? new FileAttribute<?>[] {OWNER_ALONE} : new FileAttribute<?>[0];
        try (OutputStream stream = Channels.newOutputStream(FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                mode))) {
            stream.write(content);
        }
    }
}
