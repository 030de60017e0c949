package dev.switchback.canary.text;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.difference.Shape;
import dev.switchback.canary.tree.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares two sets of files, each file by its relative path. */
public final class FilesComparator {

    private final TextTolerance tolerance;
    private final TextComparator texts;

    /** Makes a comparator. */
    public FilesComparator(TextTolerance tolerance) {
        this.tolerance = tolerance;
        this.texts = new TextComparator(tolerance);
    }

    /** {@return every difference between two sets of files} */
    public Comparison compare(FileTree legacy, FileTree replacement) {
        SortedSet<String> paths = new TreeSet<>(legacy.paths());
        paths.addAll(replacement.paths());
        List<Discrepancy> found = new ArrayList<>();
        int equal = 0;
        for (String path : paths) {
            if (!legacy.has(path)) {
                found.add(alone(path, "only the new side has this file", "absent -> file"));
            } else if (!replacement.has(path)) {
                found.add(alone(path, "only legacy has this file", "file -> absent"));
            } else if (legacy.sameContent(path, replacement)) {
                equal++;
            } else {
                found.addAll(differences(path, legacy, replacement));
            }
        }
        return Comparison.of(accepted(found), paths.size(), equal);
    }

    private List<Discrepancy> differences(String path, FileTree legacy, FileTree replacement) {
        if (Math.max(legacy.size(path), replacement.size(path)) > tolerance.sizeCap()
                || !legacy.isWhole(path)
                || !replacement.isWhole(path)) {
            return List.of(texts.tooLarge(path, legacy.size(path), replacement.size(path)));
        }
        Optional<String> one = legacy.text(path);
        Optional<String> two = replacement.text(path);
        if (one.isEmpty() || two.isEmpty()) {
            return List.of(binary(path, legacy, replacement));
        }
        CommentSyntax syntax = tolerance.syntax().orElseGet(() -> CommentSyntax.ofFile(path));
        return texts.differences(path, one.get(), two.get(), syntax);
    }

    private static Discrepancy alone(String path, String message, String change) {
        return Discrepancy.of(DiscrepancyType.FILE_COUNT, path, message)
                .shaped(new Shape(TextDifference.place(path), change, path));
    }

    private static Discrepancy binary(String path, FileTree legacy, FileTree replacement) {
        return Discrepancy.of(DiscrepancyType.FILE_CONTENT, path, "differs; not UTF-8 text, so compared by its bytes")
                .values("%d bytes".formatted(legacy.size(path)), "%d bytes".formatted(replacement.size(path)))
                .shaped(new Shape(TextDifference.place(path), "bytes -> bytes", path));
    }

    /** {@return the differences, where so few files on one side only as are accepted are a warning} */
    private List<Discrepancy> accepted(List<Discrepancy> found) {
        long alone = found.stream()
                .filter(one -> one.type() == DiscrepancyType.FILE_COUNT)
                .count();
        if (alone == 0 || alone > tolerance.fileCount()) {
            return found;
        }
        return found.stream().map(FilesComparator::warning).toList();
    }

    private static Discrepancy warning(Discrepancy one) {
        return one.type() == DiscrepancyType.FILE_COUNT ? one.weighed(Severity.WARNING) : one;
    }
}
