package dev.switchback.bench;

import java.util.Locale;

/** What comparing outputs took, as the text that people read. */
final class ComparisonTable {

    private static final String LINE = "%-44s %11s %11s %9s   %-12s %s%n";
    private static final double MOST = 1.5; // memory speed
    private static final double MOST_MILLIS = 1_000;
    private static final double NANOS_PER_MILLISECOND = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    ComparisonTable(Figures figures) {
        this.figures = figures;
    }

    @Override
    public String toString() {
        if (!figures.has(Row.EQUAL_TEXTS, 1)) {
            return "";
        }
        line("comparing two outputs", "ms", "MiB", "x peer", "budget", "verdict");
        both(Row.EQUAL_TEXTS, Row.EQUAL_TEXTS_BY_EQUALS, "<= %.1fx".formatted(MOST), ratio(Row.EQUAL_TEXTS, Row.EQUAL_TEXTS_BY_EQUALS) <= MOST);
        row(Row.MANY_CHANGED_LINES, "", "< %.0f ms".formatted(MOST_MILLIS), millis(Row.MANY_CHANGED_LINES) < MOST_MILLIS ? "ok" : "over");
        both(Row.CHANGED_LINES, Row.CHANGED_LINES_BY_DIFF_UTILS, "", true);
        both(Row.LARGE_JSON, Row.LARGE_JSON_BY_JACKSON, "", true);
        return text.append("MiB: allocated for one comparison; the process has 512 MiB").append(System.lineSeparator()).toString();
    }

    private void both(Row ours, Row peer, String budget, boolean holds) {
        row(ours, "%.2f".formatted(ratio(ours, peer)), budget, budget.isEmpty() ? "" : holds ? "ok" : "over");
        row(peer, "", "", "");
    }

    private void row(Row row, String ratio, String budget, String verdict) {
        line(row.title(), "%.3f".formatted(millis(row)), "%.1f".formatted(figures.of(row, 1).bytes() / BYTES_PER_MIB), ratio, budget, verdict);
    }

    private double ratio(Row ours, Row peer) {
        return figures.ratio(ours, peer, 1);
    }

    private double millis(Row row) {
        return figures.of(row, 1).elapsed() / NANOS_PER_MILLISECOND;
    }

    private void line(Object... cells) {
        text.append(String.format(Locale.ROOT, LINE, cells).stripTrailing()).append(System.lineSeparator());
    }
}
