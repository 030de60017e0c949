package dev.switchback.cli.diagnostics;

import dev.switchback.cli.shell.FileName;
import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** The file that the archive is written into: in one step, for its owner alone, and over nothing unless that is asked. */
final class BundleFile {

    private static final String RULE = "the name of a file that can be written";
    private static final String ABSENT = "the name of a file that is not there, unless --force is given";
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final boolean overwrite;

    private BundleFile(Path file, boolean overwrite) {
        this.file = file;
        this.overwrite = overwrite;
    }

    /**
     * Checks what {@code --out} gives, before anything is asked.
     *
     * @throws InvalidValueException if it is a directory, or may not be overwritten
     */
    static BundleFile of(String out, boolean overwrite) {
        Path file = FileName.of("--out", out, RULE);
        InvalidValueException.unless(file.getFileName() != null && !Files.isDirectory(file), "--out", RULE, out);
        InvalidValueException.unless(overwrite || !isThere(file), "--out", ABSENT, out);
        return new BundleFile(file, overwrite);
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    Path path() {
        return file;
    }

    /**
     * Writes it; directories on the way are made.
     *
     * @throws InvalidValueException if there can be no such file, or is one meanwhile ; nothing is left
     * @throws IOException if the disk does not take it, because it is full for instance ; nothing is left
     */
    void write(byte[] bytes) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path temporary = absolute.resolveSibling(".%s-%s".formatted(file.getFileName(), UUID.randomUUID()));
        try {
            Path parent = absolute.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                create(temporary, bytes);
                move(temporary, absolute);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (FileAlreadyExistsException appeared) {
            throw InvalidValueException.of("--out", isThere(file) ? ABSENT : RULE, file, appeared);
        } catch (FileSystemException unwritable) {
            throw InvalidValueException.of("--out", RULE, file, unwritable);
        }
    }

    private static void create(Path temporary, byte[] bytes) throws IOException {
        boolean hasModes =
                temporary.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = hasModes ? new FileAttribute<?>[] {OWNER_ALONE} : new FileAttribute<?>[0];
        try (OutputStream stream = Channels.newOutputStream(FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                mode))) {
            stream.write(bytes);
        }
    }

    /** A link is refused where there is something by now, which a move would only look for beforehand. */
    private void move(Path temporary, Path target) throws IOException {
        if (overwrite) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException appeared) {
            throw appeared;
        } catch (IOException | UnsupportedOperationException noLinks) { // not every file system has them
            Files.move(temporary, target);
        }
    }
}
