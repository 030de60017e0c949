package dev.switchback.canary.report;

import dev.switchback.canary.text.LineDiff;
import dev.switchback.canary.text.LineDiff.Hunk;
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
        for (Hunk change : LineDiff.of(squeezed(legacy), squeezed(replacement))) {
            alignment.inOrder(new Hunk(legacyAt, change.legacyStart(), newAt, change.newStart()));
            alignment.byWords(change);
            legacyAt = change.legacyEnd();
            newAt = change.newEnd();
        }
        alignment.inOrder(new Hunk(legacyAt, legacy.size(), newAt, replacement.size()));
        return alignment.pairs;
    }

    static String squeezed(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static List<String> squeezed(List<String> lines) {
        return lines.stream().map(LineAlignment::squeezed).toList();
    }

    private void inOrder(Hunk stretch) {
        int legacyAt = stretch.legacyStart();
        int newAt = stretch.newStart();
        while (legacyAt < stretch.legacyEnd() || newAt < stretch.newEnd()) {
            pairs.add(new Pair(
                    legacyAt < stretch.legacyEnd() ? legacyAt++ : -1, newAt < stretch.newEnd() ? newAt++ : -1));
        }
    }

    private void byWords(Hunk stretch) {
        int before = stretch.legacyEnd() - stretch.legacyStart();
        int after = stretch.newEnd() - stretch.newStart();
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
    private void follow(Hunk stretch, double[][] alike, double[][] best) {
        int i = 0;
        int j = 0;
        int fromLegacy = 0;
        int fromNew = 0;
        while (i < alike.length && j < alike[i].length) {
            if (alike[i][j] > 0 && best[i][j] == best[i + 1][j + 1] + alike[i][j]) {
                inOrder(part(stretch, fromLegacy, i, fromNew, j));
                pairs.add(new Pair(stretch.legacyStart() + i++, stretch.newStart() + j++));
                fromLegacy = i;
                fromNew = j;
            } else if (best[i][j] == best[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
        inOrder(new Hunk(
                stretch.legacyStart() + fromLegacy,
                stretch.legacyEnd(),
                stretch.newStart() + fromNew,
                stretch.newEnd()));
    }

    private static Hunk part(Hunk stretch, int... ends) {
        return new Hunk(
                stretch.legacyStart() + ends[0],
                stretch.legacyStart() + ends[1],
                stretch.newStart() + ends[2],
                stretch.newStart() + ends[3]);
    }

    private double[][] similarities(Hunk stretch, int before, int after) {
        List<List<String>> ones = words(legacy.subList(stretch.legacyStart(), stretch.legacyEnd()));
        List<List<String>> others = words(replacement.subList(stretch.newStart(), stretch.newEnd()));
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
