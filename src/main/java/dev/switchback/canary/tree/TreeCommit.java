package dev.switchback.canary.tree;

import dev.switchback.canary.tree.Manifest.Way;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes a target directory hold a staged tree, so that a process killed at any point leaves it finishable.
 *
 * <p>The staged bundle (a manifest and the tree) is renamed to {@code next}: from then on the commit is decided, and
 * whoever opens the area finishes it. Every step below may be taken twice. The steps:
 *
 * <ol>
 *   <li>swap: the target is renamed away into the bundle, the tree is renamed to the target;
 *   <li>file by file: each file is renamed over its place, then files of the last commit that are in this one no more
 *       are deleted;
 *   <li>the bundle's manifest becomes the area's, and the bundle is deleted.
 * </ol>
 */
final class TreeCommit {

    static final String TREE = "tree";
    static final String MANIFEST = "manifest";

    private final Path target;
    private final Path area;
    private final Path next;

    TreeCommit(Path target, Path area) {
        this.target = target;
        this.area = area;
        this.next = area.resolve("next");
    }

    /** An action on the area, while no other process commits or sweeps. */
    @FunctionalInterface
    interface Locked {
        void run() throws IOException;
    }

    void locked(Locked action) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(area.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid()) {
                action.run();
            }
        } catch (OverlappingFileLockException here) {
            throw StagingException.committing(target);
        }
    }

    /** Commits a bundle; the caller holds the lock. */
    void commit(Path bundle) throws IOException {
        finish();
        Path tree = bundle.resolve(TREE);
        Map<String, Path> files = TreeReader.files(tree);
        Way way = owned() ? Way.SWAP : Way.FILES;
        if (way == Way.FILES) {
            refuseObstacles(files.keySet());
        }
        new Manifest(way, files.keySet()).write(bundle.resolve(MANIFEST));
        Disk.forceTree(bundle);
        Disk.rename(bundle, next);
        finish();
    }

    /** Finishes the commit that is decided, if there is one; the caller holds the lock. */
    void finish() throws IOException {
        if (!Disk.exists(next)) {
            return;
        }
        Path decided = next.resolve(MANIFEST);
        if (Disk.exists(decided)) {
            apply(Manifest.read(decided));
            Disk.rename(decided, area.resolve(MANIFEST));
        }
        Disk.delete(next);
    }

    private void apply(Manifest manifest) throws IOException {
        Path tree = next.resolve(TREE);
        if (!Disk.exists(tree)) {
            return; // swapped before, only the manifest was left
        }
        if (manifest.way() == Way.SWAP && swapped(tree)) {
            return;
        }
        manifest.by(Way.FILES).write(next.resolve(MANIFEST)); // before the tree is no longer whole
        replaceFiles(tree, manifest.paths());
    }

    private boolean swapped(Path tree) throws IOException {
        if (Disk.exists(target)) {
            if (!owned()) {
                return false; // somebody put a file of their own there since it was decided
            }
            try {
                Disk.rename(target, next.resolve("previous"));
            } catch (FileSystemException mounted) {
                return false; // a mount point cannot be renamed, but its files can be replaced
            }
        }
        Disk.rename(tree, target);
        return true;
    }

    private void replaceFiles(Path tree, Set<String> paths) throws IOException {
        for (Map.Entry<String, Path> file : TreeReader.files(tree).entrySet()) {
            Path place = target.resolve(file.getKey());
            Files.createDirectories(parent(place));
            Disk.rename(file.getValue(), place);
        }
        Set<String> stale = new HashSet<>(Manifest.read(area.resolve(MANIFEST)).paths());
        stale.removeAll(paths);
        for (String path : stale) {
            if (!Disk.isDirectory(target.resolve(path))) {
                Files.deleteIfExists(target.resolve(path));
            }
        }
    }

    /** {@return whether the target is not there, or holds nothing but files of the last commit} */
    private boolean owned() throws IOException {
        if (!Disk.exists(target)) {
            return true;
        }
        if (!Disk.isDirectory(target)) {
            return false;
        }
        try {
            Set<String> there = TreeReader.files(target).keySet();
            return Manifest.read(area.resolve(MANIFEST)).paths().containsAll(there);
        } catch (StagingException foreign) {
            return false; // links and the like are somebody else's
        }
    }

    /** Refuses a commit over links, and over directories where files shall be. */
    private void refuseObstacles(Set<String> paths) {
        for (String path : paths) {
            Path place = target;
            for (Path name : Path.of(path)) {
                if (Disk.exists(place) && !Disk.isDirectory(place)) {
                    throw StagingException.obstructed(place);
                }
                place = place.resolve(name);
            }
            if (Disk.isDirectory(place)) {
                throw StagingException.obstructed(place);
            }
        }
    }

    private static Path parent(Path place) {
        Path parent = place.getParent();
        if (parent == null) {
            throw new IllegalStateException("a file in a directory has a parent, but not %s".formatted(place));
        }
        return parent;
    }
}
