package dev.switchback.canary.report;

import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.tree.FileTree;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One comparison, and both outputs that were compared, whole: what a page needs to show them side by side.
 *
 * <p>Nothing in it is cleaned: whoever shows it shows the outputs.
 *
 * @param subject what was compared, such as the routing key
 * @param comparison what was found
 * @param legacy what legacy has written
 * @param replacement what the new side has written
 */
public record ComparedFiles(String subject, Comparison comparison, FileTree legacy, FileTree replacement) {

    private static final String TEXT = "output";

    /** {@return the comparison of two texts, as files named {@code output}} */
    public static ComparedFiles ofText(String subject, Comparison comparison, String legacy, String replacement) {
        return new ComparedFiles(
                subject, comparison, FileTree.of(Map.of(TEXT, legacy)), FileTree.of(Map.of(TEXT, replacement)));
    }

    /** {@return the paths of all files that only one side has, or that differ, in order} */
    SortedSet<String> differing() {
        SortedSet<String> paths = new TreeSet<>(legacy.paths());
        paths.addAll(replacement.paths());
        paths.removeIf(path -> legacy.has(path) && replacement.has(path) && legacy.sameContent(path, replacement));
        return paths;
    }
}
