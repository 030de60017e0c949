package dev.switchback.canary.tree;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where pipelines write before it is decided whose files are kept: a hidden directory beside the target, on the same
 * file system, {@code .<target>.switchback}.
 *
 * <pre>{@code
 * StagingArea area = StagingArea.open(Path.of("models"));
 * try (StagedTree tree = area.stage()) {
 *     write(tree.directory());
 *     tree.commit();
 * }
 * }</pre>
 *
 * <p>Thread-safe; one for each target in a process. Directories that a dead process of this machine left are deleted
 * at opening, and a commit that was decided is finished then. A target is not to be shared by machines.
 */
public final class StagingArea {

    private static final Pattern OWNED = Pattern.compile("(\\d+)-(\\d+)-\\d+");

    private final Path target;
    private final Path area;
    private final TreeCommit commit;

    private StagingArea(Path target, Path area) {
        this.target = target;
        this.area = area;
        this.commit = new TreeCommit(target, area);
    }

    /**
     * Opens the staging area of a target directory, which need not exist yet.
     *
     * @throws IOException when the directory of the target cannot be written
     */
    public static StagingArea open(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path name = absolute.getFileName();
        Path parent = absolute.getParent();
        if (name == null || parent == null) {
            throw StagingException.obstructed(absolute);
        }
        Path area = parent.resolve(".%s.switchback".formatted(name));
        Files.createDirectories(area);
        StagingArea opened = new StagingArea(absolute, area);
        opened.commit.locked(opened::recover);
        return opened;
    }

    /** {@return the directory whose files are committed to} */
    public Path target() {
        return target;
    }

    /** {@return a new empty directory beside the target} */
    public StagedTree stage() throws IOException {
        String owner = "%d-%d".formatted(ProcessHandle.current().pid(), startedAt(ProcessHandle.current()));
        for (long number = 0; ; number++) {
            Path bundle = area.resolve("%s-%d".formatted(owner, number));
            try {
                Files.createDirectory(bundle);
            } catch (FileAlreadyExistsException taken) {
                continue; // by another run of this process, which may hold it for as long as it likes
            }
            Files.createDirectory(bundle.resolve(TreeCommit.TREE));
            return new StagedTree(bundle, commit);
        }
    }

    private void recover() throws IOException {
        commit.finish();
        List<Path> left;
        try (Stream<Path> there = Files.list(area)) {
            left = there.filter(StagingArea::isOrphan).toList();
        }
        for (Path orphan : left) {
            Disk.delete(orphan);
        }
    }

    private static boolean isOrphan(Path bundle) {
        Matcher owner = OWNED.matcher(String.valueOf(bundle.getFileName()));
        if (!owner.matches()) {
            return false;
        }
        long startedAt = Long.parseLong(owner.group(2));
        return ProcessHandle.of(Long.parseLong(owner.group(1)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process) == startedAt)
                .isEmpty();
    }

    /** {@return when the process began: a number of a dead process is given to another one} */
    private static long startedAt(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }
}
