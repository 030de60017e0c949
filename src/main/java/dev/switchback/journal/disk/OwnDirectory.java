package dev.switchback.journal.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for a directory that state may be kept in. */
final class OwnDirectory {

    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    /** A process knows its own user by this directory's owner: the name of a user may be unknown in a container. */
    private static final Path MYSELF = Path.of("/proc/self");
    /** Locks and atomic renames cannot be relied on there. */
    private static final Pattern NETWORK =
            Pattern.compile("nfs\\d?|cifs|smb\\w*|ncpfs?|afs|afpfs|9p|ceph|glusterfs|lustre|gpfs|beegfs|davfs|webdav"
                    + "|fuse\\.(sshfs|s3fs|mount-s3|rclone|gcsfuse|goofys|juicefs|curlftpfs|blobfuse2?"
                    + "|(glusterfs|ceph|davfs|smb|nfs)[\\w-]*)");

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    /** What state/README.md lists, the queue in H2, and what lies in a directory before it is used. */
    private static final Pattern OURS =
            Pattern.compile("LOCK([.]owners)?|history[.-].+|migrations|nodes|attachments|leases|queue[.].+"
                    + "|schema|README[.]md|.+[.](tmp|damaged)-.+|[.]git(ignore|keep)|lost[+]found|[.]DS_Store");

    private OwnDirectory() {}

    /** Makes a checked directory if it is not there, and tightens one of our own that is wider than it should be. */
    static void prepare(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory, directoryMode(directory));
            refuseForeign(directory);
        }
        if (!isOwn(directory)) {
            tighten(directory, holdsOursAlone(directory));
        }
    }

    /** Makes a directory inside a checked one. */
    static void prepareInside(Path outer, Path directory) throws IOException {
        try {
            Files.createDirectory(directory, directoryMode(directory));
        } catch (FileAlreadyExistsException there) {
            refuseOther(directory);
            if (!isOwn(directory)) {
                tighten(directory, isOwn(outer));
            }
        }
    }

    /** Changes nothing; a directory that is not there is in order if its file system is. */
    static void check(Path directory, boolean networkAllowed) throws IOException {
        refuseOther(directory);
        Path there = directory.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        String type = Files.getFileStore(there).type();
        if (!networkAllowed && isNetwork(type)) {
            throw new IOException(
                    "it is on a network file system, whose locks cannot be relied on (type=%s)".formatted(type));
        }
        if (Files.exists(directory)) {
            refuseForeign(directory);
            refuseShared(directory);
        }
    }

    /** {@return whether a file system of this type is reached over a network} */
    static boolean isNetwork(String type) {
        return NETWORK.matcher(type.toLowerCase(Locale.ROOT)).matches();
    }

    /** Refuses a symbolic link, and whatever else is no directory. */
    static void refuseOther(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new IOException("%s is a symbolic link".formatted(directory.getFileName()));
        }
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
                && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("%s is not a directory".formatted(directory.getFileName()));
        }
    }

    private static void refuseForeign(Path directory) throws IOException {
        if (!hasModes(directory) || !Files.exists(MYSELF)) {
            return;
        }
        Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Object self = Files.getAttribute(MYSELF, "unix:uid");
        if (!owner.equals(self)) {
            throw new IOException(
                    "the directory belongs to another user (owner=%s, process=%s)".formatted(owner, self));
        }
    }

    /** Everybody else relies on the mode of /tmp and its like, so that only what is ours is changed. */
    private static void tighten(Path directory, boolean ours) throws IOException {
        if (ours) {
            Files.setPosixFilePermissions(directory, OWNER_ALONE);
        } else {
            refuseShared(directory);
        }
    }

    /** Refuses what others may write, unless it is ours, and to be tightened before anything is written. */
    private static void refuseShared(Path directory) throws IOException {
        if (!hasModes(directory)) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        if (!Collections.disjoint(mode, OTHERS_WRITE) && !holdsOursAlone(directory)) {
            throw new IOException(
                    "the directory holds other files, and others may write it (mode=%s); name another, or chmod go-w"
                            .formatted(PosixFilePermissions.toString(mode)));
        }
    }

    private static boolean isOwn(Path directory) throws IOException {
        return !hasModes(directory)
                || OWNER_ALONE.containsAll(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
    }

    /** An empty one is ours as well: nobody has put anything there. */
    private static boolean holdsOursAlone(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!OURS.matcher(entry.getFileName().toString()).matches()) {
                    return false;
                }
            }
            return true;
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }

    static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static FileAttribute<?>[] fileMode(Path path) {
        return mode(path, FILE);
    }

    private static FileAttribute<?>[] directoryMode(Path path) {
        return mode(path, OWNER_ALONE);
    }

    private static FileAttribute<?>[] mode(Path path, Set<PosixFilePermission> permissions) {
        return hasModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
