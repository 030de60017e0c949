package dev.switchback.canary.tree;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory of its own for one run of a pipeline that writes files: committed if it serves, deleted if not.
 *
 * <p>For one thread at a time, but {@link #files} may be asked from another one. A canary closes the tree of the side
 * that did not serve; whoever serves commits its own.
 */
public final class StagedTree implements AutoCloseable {

    private final Path bundle;
    private final TreeCommit commit;

    // guarded by this
    private @Nullable FileTree files;
    private boolean done;

    StagedTree(Path bundle, TreeCommit commit) {
        this.bundle = bundle;
        this.commit = commit;
    }

    /** {@return the directory to write into} */
    public Path directory() {
        return bundle.resolve(TreeCommit.TREE);
    }

    /**
     * Returns what has been written. It is read once: later calls return the same, also after the commit.
     *
     * @throws IllegalStateException if it was committed or closed before it was ever read
     * @throws StagingException for what is neither a file nor a directory
     */
    public synchronized FileTree files() throws IOException {
        FileTree known = files;
        if (known == null) {
            requireOpen();
            known = FileTree.read(directory());
            files = known;
        }
        return known;
    }

    /**
     * Makes the target hold these files, and forces them to the disk.
     *
     * <p>Where the target does not exist, or holds nothing but what was committed before, the directory is swapped as a
     * whole. Between the two renames of a swap there is no target for an instant; a process killed there has its commit
     * finished by the next one that opens the area. Where the target holds files of others, they stay, and each file is
     * replaced in one step: whoever reads meanwhile sees whole files, some of them old.
     *
     * @throws StagingException if something else is in the way ; the target is as it was
     * @throws IOException when the disk refuses ; the commit has not begun, or is finished by the next to open the area
     */
    public synchronized void commit() throws IOException {
        requireOpen();
        commit.locked(() -> commit.commit(bundle));
        done = true;
    }

    /** Deletes the directory, unless it has been committed; closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (!done) {
            done = true;
            Disk.delete(bundle);
        }
    }

    private void requireOpen() {
        if (done) {
            throw new IllegalStateException("staged tree %s is committed or closed".formatted(bundle));
        }
    }
}
