package dev.switchback.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of text in columns as wide as they need to be; numbers stand right. For one thread. */
public final class TextTable {

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    /** Makes a table without rows. */
    public TextTable(String... titles) {
        this.titles = List.of(titles);
    }

    /** Adds a row: as many cells as there are titles. */
    public void row(@Nullable Object... cells) {
        rows.add(Arrays.stream(cells).map(SafeText::of).toList());
    }

    /** {@return whether nothing was added} */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** {@return the titles and the rows, a line each} */
    public List<String> lines() {
        int[] widths = new int[titles.size()];
        boolean[] right = new boolean[titles.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[at] = titles.get(at).length();
            rows.forEach(row -> widths[at] = Math.max(widths[at], row.get(at).length()));
            right[at] = !rows.isEmpty() && rows.stream().allMatch(row -> isNumber(row.get(at)));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(titles, widths, right));
        rows.forEach(row -> lines.add(line(row, widths, right)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String space = " ".repeat(widths[column] - cells.get(column).length());
            line.append(right[column] ? space : "").append(cells.get(column));
            line.append(right[column] ? "" : space).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static boolean isNumber(String cell) {
        return cell.equals("-") || cell.matches("-?[0-9]+(\\.[0-9]+)?");
    }
}
