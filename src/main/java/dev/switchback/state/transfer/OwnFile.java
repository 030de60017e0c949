package dev.switchback.state.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file that its owner alone may read, gone again unless it is kept; for one thread. */
final class OwnFile implements Closeable {

    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;
    private final FileChannel channel;
    private boolean kept;

    private OwnFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** {@return the new file; one that is there is never overwritten} */
    static OwnFile create(Path file) throws IOException {
        boolean hasModes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = hasModes ? new FileAttribute<?>[] {OWNER_ALONE} : new FileAttribute<?>[0];
        return new OwnFile(
                file,
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                        mode));
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** Makes it durable. */
    void keep() throws IOException {
        channel.force(true);
        kept = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!kept) {
            Files.deleteIfExists(file);
        }
    }
}
