package dev.switchback.canary.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files a commit brought, and how: a line {@code swap} or {@code files}, then a path on each line.
 *
 * @param way whether the whole directory is swapped, or file by file replaced
 * @param paths the relative paths
 */
record Manifest(Way way, Set<String> paths) {

    static final Manifest NONE = new Manifest(Way.SWAP, Set.of());

    enum Way {
        SWAP,
        FILES
    }

    Manifest {
        paths = Set.copyOf(paths);
    }

    static Manifest read(Path file) throws IOException {
        if (!Disk.exists(file)) {
            return NONE;
        }
        List<String> lines = Files.readAllLines(file);
        return new Manifest(Way.valueOf(lines.get(0)), Set.copyOf(lines.subList(1, lines.size())));
    }

    /** Writes the file whole: beside it first, then renamed over it. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(way.name()));
        lines.addAll(new TreeSet<>(paths));
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(beside, lines);
        Disk.force(beside);
        Disk.rename(beside, file);
    }

    Manifest by(Way other) {
        return new Manifest(other, paths);
    }
}
