package dev.switchback.schema.sql.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file that is not there yet: whole, or not at all. */
public final class NewFile {

    private NewFile() {}

    /**
     * Writes a text as UTF-8, durably; directories above it are made if they are missing.
     *
     * @throws MigrationFolderException if the file is there already, even since a moment ago, or cannot be written ;
     *     nothing is left of it
     */
    public static void write(Path file, String text) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        // not createTempFile, which lets nobody else read what it makes
        Path temporary = folder.resolve(".switchback-%s.tmp".formatted(UUID.randomUUID()));
        try {
            Files.createDirectories(folder);
            try {
                fill(temporary, text);
                reveal(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw MigrationFolderException.notWritten(file, e);
        }
    }

    /**
     * Writes a text in place of the file that is there, or of none: at every moment one of the two is there as a whole.
     *
     * @throws MigrationFolderException if it cannot be written ; what was there is left as it was
     */
    public static void replace(Path file, String text) {
        Path temporary = file.toAbsolutePath().resolveSibling(".switchback-%s.tmp".formatted(UUID.randomUUID()));
        try {
            try {
                fill(temporary, text);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw MigrationFolderException.notWritten(file, e);
        }
    }

    private static void fill(Path temporary, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A link never replaces a file; a move, on most systems, may. */
    private static void reveal(Path temporary, Path file) throws IOException {
        try {
            link(temporary, file);
        } catch (FileAlreadyExistsException e) {
            throw MigrationFolderException.exists(file);
        }
    }

    private static void link(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(temporary, file); // a file system without links
        }
    }

    /** Takes back a file that was written, because of a failure that is then reported. */
    static void remove(Path file, MigrationFolderException because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
