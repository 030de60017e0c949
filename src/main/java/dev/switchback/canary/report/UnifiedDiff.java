package dev.switchback.canary.report;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import dev.switchback.canary.text.LineDiff;
import dev.switchback.canary.text.LineDiff.Hunk;
import dev.switchback.canary.tree.FileTree;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Renders what differs as a unified diff, from the legacy output to the new one; asked for by people, not by runs. */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;

    private UnifiedDiff() {}

    /** {@return the diff of one text, empty if both are the same} */
    public static String of(String path, String legacy, String replacement) {
        if (legacy.equals(replacement)) {
            return "";
        }
        List<String> before = legacy.lines().toList();
        List<String> after = replacement.lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                "legacy/" + path, "new/" + path, before, patch(before, after), CONTEXT);
        return lines.isEmpty() ? "only the line ends of %s differ%n".formatted(path) : String.join("\n", lines) + "\n";
    }

    /** {@return the diff of every file that differs, a sentence for each that cannot be shown} */
    public static String of(FileTree legacy, FileTree replacement) {
        SortedSet<String> paths = new TreeSet<>(legacy.paths());
        paths.addAll(replacement.paths());
        StringBuilder diff = new StringBuilder();
        for (String path : paths) {
            if (!legacy.has(path) || !replacement.has(path) || !legacy.sameContent(path, replacement)) {
                diff.append(of(path, side(legacy, path), side(replacement, path)));
            }
        }
        return diff.toString();
    }

    private static String of(String path, Optional<String> legacy, Optional<String> replacement) {
        return legacy.isPresent() && replacement.isPresent()
                ? of(path, legacy.get(), replacement.get())
                : "%s differs, and is too large or not text%n".formatted(path);
    }

    private static Optional<String> side(FileTree tree, String path) {
        return tree.has(path) ? tree.text(path) : Optional.of("");
    }

    /** {@return the differences as the library that renders them takes them} */
    static Patch<String> patch(List<String> before, List<String> after) {
        Patch<String> patch = new Patch<>();
        for (Hunk hunk : LineDiff.of(before, after)) {
            patch.addDelta(delta(
                    new Chunk<>(hunk.legacyStart(), before.subList(hunk.legacyStart(), hunk.legacyEnd())),
                    new Chunk<>(hunk.newStart(), after.subList(hunk.newStart(), hunk.newEnd()))));
        }
        return patch;
    }

    private static AbstractDelta<String> delta(Chunk<String> before, Chunk<String> after) {
        if (before.size() == 0) {
            return new InsertDelta<>(before, after);
        }
        return after.size() == 0 ? new DeleteDelta<>(before, after) : new ChangeDelta<>(before, after);
    }
}
