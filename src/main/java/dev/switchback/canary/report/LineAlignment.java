package dev.switchback.canary.report;

import dev.switchback.canary.report.LineDiff.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds which line of the new side stands beside which one of legacy, in a stretch where no line is the same.
 *
 * <p>First those that differ in white space only; between them those that have most in common, by dynamic programming
 * over the words they share; what is left, in order.
 */
final class LineAlignment {

    /** Above so many pairs of lines, what is between two that differ in white space only is taken in order. */
    private static final int MOST = 10_000;

    private static final double ALIKE = 0.5;

    private final List<String> legacy;
    private final List<String> replacement;
    private final List<Pair> pairs = new ArrayList<>();

    private LineAlignment(List<String> legacy, List<String> replacement) {
        this.legacy = legacy;
        this.replacement = replacement;
    }

    /**
     * Two lines beside each other; one of them may be missing.
     *
     * @param legacy which line of legacy, -1 for none
     * @param replacement which line of the new side, -1 for none
     */
    record Pair(int legacy, int replacement) {}

    /** {@return every line of both, in order} */
    static List<Pair> of(List<String> legacy, List<String> replacement) {
        LineAlignment alignment = new LineAlignment(legacy, replacement);
        int legacyAt = 0;
        int newAt = 0;
        for (Change change : LineDiff.changes(squeezed(legacy), squeezed(replacement))) {
            alignment.inOrder(new Change(legacyAt, change.legacyFrom(), newAt, change.newFrom()));
            alignment.byWords(change);
            legacyAt = change.legacyTo();
            newAt = change.newTo();
        }
        alignment.inOrder(new Change(legacyAt, legacy.size(), newAt, replacement.size()));
        return alignment.pairs;
    }

    static String squeezed(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static List<String> squeezed(List<String> lines) {
        return lines.stream().map(LineAlignment::squeezed).toList();
    }

    private void inOrder(Change stretch) {
        int legacyAt = stretch.legacyFrom();
        int newAt = stretch.newFrom();
        while (legacyAt < stretch.legacyTo() || newAt < stretch.newTo()) {
            pairs.add(
                    new Pair(legacyAt < stretch.legacyTo() ? legacyAt++ : -1, newAt < stretch.newTo() ? newAt++ : -1));
        }
    }

    private void byWords(Change stretch) {
        int before = stretch.legacyTo() - stretch.legacyFrom();
        int after = stretch.newTo() - stretch.newFrom();
        if ((long) before * after > MOST) {
            inOrder(stretch);
            return;
        }
        double[][] alike = similarities(stretch, before, after);
        double[][] best = new double[before + 1][after + 1];
        for (int i = before - 1; i >= 0; i--) {
            for (int j = after - 1; j >= 0; j--) {
                best[i][j] = Math.max(Math.max(best[i + 1][j], best[i][j + 1]), best[i + 1][j + 1] + alike[i][j]);
            }
        }
        follow(stretch, alike, best);
    }

    /** Takes the pairs of the best way; lines between two pairs stand beside each other in order. */
    private void follow(Change stretch, double[][] alike, double[][] best) {
        int i = 0;
        int j = 0;
        int fromLegacy = 0;
        int fromNew = 0;
        while (i < alike.length && j < alike[i].length) {
            if (alike[i][j] > 0 && best[i][j] == best[i + 1][j + 1] + alike[i][j]) {
                inOrder(part(stretch, fromLegacy, i, fromNew, j));
                pairs.add(new Pair(stretch.legacyFrom() + i++, stretch.newFrom() + j++));
                fromLegacy = i;
                fromNew = j;
            } else if (best[i][j] == best[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
        inOrder(new Change(
                stretch.legacyFrom() + fromLegacy, stretch.legacyTo(), stretch.newFrom() + fromNew, stretch.newTo()));
    }

    private static Change part(Change stretch, int... ends) {
        return new Change(
                stretch.legacyFrom() + ends[0],
                stretch.legacyFrom() + ends[1],
                stretch.newFrom() + ends[2],
                stretch.newFrom() + ends[3]);
    }

    private double[][] similarities(Change stretch, int before, int after) {
        List<List<String>> ones = words(legacy.subList(stretch.legacyFrom(), stretch.legacyTo()));
        List<List<String>> others = words(replacement.subList(stretch.newFrom(), stretch.newTo()));
        double[][] alike = new double[before][after];
        for (int i = 0; i < before; i++) {
            for (int j = 0; j < after; j++) {
                double similarity = InlineDiff.similarity(ones.get(i), others.get(j));
                alike[i][j] = similarity < ALIKE ? 0 : similarity;
            }
        }
        return alike;
    }

    private static List<List<String>> words(List<String> lines) {
        return lines.stream()
                .map(line -> InlineDiff.words(line.substring(0, Math.min(line.length(), 200))))
                .toList();
    }
}
