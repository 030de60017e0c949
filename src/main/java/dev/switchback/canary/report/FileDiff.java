package dev.switchback.canary.report;

import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.tree.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that differs, as a page shows it.
 *
 * @param path its path
 * @param found what the comparator says about it
 * @param notes what its rows cannot show, a sentence each
 * @param sides its rows, none if it is not text
 * @param unified the lines of its unified diff, none if it is not text
 */
record FileDiff(String path, List<Discrepancy> found, List<String> notes, SideBySide sides, List<String> unified) {

    /** How many differing rows of one file are shown. */
    static final int ROWS = 2_000;

    private static final int UNIFIED = 2 * ROWS;
    private static final Pattern LINE = Pattern.compile(":\\d+$");

    /** {@return the file, of whose differing rows at most so many are shown} */
    static FileDiff of(ComparedFiles compared, String path, int most) {
        Optional<String> before = text(compared.legacy(), path);
        Optional<String> after = text(compared.replacement(), path);
        List<String> notes = new ArrayList<>();
        if (before.isEmpty() || after.isEmpty()) {
            notes.add("Too large, or not text: %s in legacy, %s in new."
                    .formatted(size(compared.legacy(), path), size(compared.replacement(), path)));
            return new FileDiff(path, found(compared, path), notes, new SideBySide(List.of(), 0), List.of());
        }
        alone(compared, path).ifPresentOrElse(notes::add, () -> addLineEnds(notes, before.get(), after.get()));
        if (most == 0) {
            notes.add("Not shown, because the page would be too long.");
            return new FileDiff(path, found(compared, path), notes, new SideBySide(List.of(), 0), List.of());
        }
        SideBySide sides = SideBySide.of(before.get(), after.get(), Math.min(ROWS, most));
        if (sides.unshown() > 0) {
            notes.add("%d more lines differ and are not shown.".formatted(sides.unshown()));
        }
        List<String> unified = UnifiedDiff.of(path, before.get(), after.get())
                .lines()
                .limit(UNIFIED)
                .toList();
        return new FileDiff(path, found(compared, path), notes, sides, unified);
    }

    /** {@return how many rows differ and are shown} */
    int differing() {
        return (int) sides.rows().stream()
                .filter(row -> !row.isGap() && row.kind() != DiffRow.Kind.EQUAL)
                .count();
    }

    /** {@return how a line of a unified diff looks} */
    static String style(String line) {
        if (line.startsWith("@@") || line.startsWith("--- legacy/") || line.startsWith("+++ new/")) {
            return "at";
        }
        return line.startsWith("-") ? "minus" : line.startsWith("+") ? "plus" : "same";
    }

    private static List<Discrepancy> found(ComparedFiles compared, String path) {
        return compared.comparison().discrepancies().stream()
                .filter(one -> LINE.matcher(one.path()).replaceFirst("").equals(path)
                        || one.path().equals(path))
                .toList();
    }

    private static Optional<String> text(FileTree tree, String path) {
        return tree.has(path) ? tree.text(path) : Optional.of("");
    }

    private static String size(FileTree tree, String path) {
        return tree.has(path) ? "%,d bytes".formatted(tree.size(path)) : "no such file";
    }

    private static Optional<String> alone(ComparedFiles compared, String path) {
        if (!compared.legacy().has(path)) {
            return Optional.of("Only the new side has this file.");
        }
        return compared.replacement().has(path) ? Optional.empty() : Optional.of("Only legacy has this file.");
    }

    private static void addLineEnds(List<String> notes, String before, String after) {
        String one = lineEnds(before);
        String two = lineEnds(after);
        if (!one.equals(two)) {
            notes.add("Line ends: %s in legacy, %s in new.".formatted(one, two));
        }
        if (before.endsWith("\n") != after.endsWith("\n")) {
            notes.add("The last line has no end in %s.".formatted(before.endsWith("\n") ? "new" : "legacy"));
        }
    }

    private static String lineEnds(String text) {
        boolean windows = text.contains("\r\n");
        boolean others = text.replace("\r\n", "").indexOf('\n') >= 0;
        if (windows && others) {
            return "CR LF and LF";
        }
        return windows ? "CR LF" : "LF";
    }
}
