package dev.switchback.canary.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where two lists differ, in time that does not grow with the square of their lengths.
 *
 * <p>What both begin and end with is left out. Of what lies between, lines that each side has once are anchors, if they
 * come in the same order on both [1]; where there are none, the first of a kind goes with the first, the second with
 * the second. The gaps between anchors are looked into in the same way, short ones by the greedy algorithm of Myers
 * [2]; a gap without common lines is one difference. So no line is ever found to be the same that is not, and the
 * result may be a little longer than the shortest.
 *
 * <p>[1] Bram Cohen, patience diff. [2] E. W. Myers, An O(ND) difference algorithm and its variations, 1986.
 */
public final class LineDiff {

    private static final int SHORT = 256; // both sides together; at worst the square of it in steps
    private static final int DEEPEST = 12; // of gaps in gaps

    private final int[] legacy;
    private final int[] replacement;
    private final int[][] seen; // by line: how often legacy has it in a gap, how often the new side, and where
    private final List<Hunk> hunks = new ArrayList<>();

    private LineDiff(int[] legacy, int[] replacement, int kinds) {
        this.legacy = legacy;
        this.replacement = replacement;
        this.seen = new int[3][kinds];
    }

    /** {@return every place where the lists differ, in order; none touches the next} */
    public static List<Hunk> of(List<String> legacy, List<String> replacement) {
        Map<String, Integer> kinds = new HashMap<>();
        int[] one = numbered(legacy, kinds);
        int[] two = numbered(replacement, kinds);
        LineDiff diff = new LineDiff(one, two, kinds.size());
        diff.look(new Hunk(0, one.length, 0, two.length), 0);
        return diff.hunks;
    }

    private static int[] numbered(List<String> lines, Map<String, Integer> kinds) {
        int[] numbers = new int[lines.size()];
        for (int at = 0; at < numbers.length; at++) {
            Integer next = kinds.size();
            Integer known = kinds.putIfAbsent(lines.get(at), next);
            numbers[at] = known == null ? next : known;
        }
        return numbers;
    }

    private void look(Hunk whole, int depth) {
        Hunk gap = trimmed(whole);
        if (gap.removed() == 0 || gap.added() == 0 || gap.removed() + gap.added() == 2 || depth > DEEPEST) {
            add(gap);
        } else if (gap.removed() + gap.added() <= SHORT) {
            greedy(gap);
        } else {
            between(gap, anchors(gap), depth);
        }
    }

    private Hunk trimmed(Hunk whole) {
        int start = 0;
        int shorter = Math.min(whole.removed(), whole.added());
        while (start < shorter && legacy[whole.legacyStart + start] == replacement[whole.newStart + start]) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && legacy[whole.legacyEnd - 1 - end] == replacement[whole.newEnd - 1 - end]) {
            end++;
        }
        return new Hunk(whole.legacyStart + start, whole.legacyEnd - end, whole.newStart + start, whole.newEnd - end);
    }

    private void add(Hunk found) {
        if (found.removed() + found.added() > 0) { // and a line that both have is between it and the one before
            hunks.add(found);
        }
    }

    private void greedy(Hunk gap) {
        List<Integer> one =
                Arrays.stream(legacy, gap.legacyStart, gap.legacyEnd).boxed().toList();
        List<Integer> two =
                Arrays.stream(replacement, gap.newStart, gap.newEnd).boxed().toList();
        for (AbstractDelta<Integer> delta : DiffUtils.diff(one, two).getDeltas()) {
            int inLegacy = gap.legacyStart + delta.getSource().getPosition();
            int inNew = gap.newStart + delta.getTarget().getPosition();
            add(new Hunk(
                    inLegacy,
                    inLegacy + delta.getSource().size(),
                    inNew,
                    inNew + delta.getTarget().size()));
        }
    }

    private void between(Hunk gap, List<int[]> anchors, int depth) {
        if (anchors.isEmpty()) {
            add(gap);
            return;
        }
        int inLegacy = gap.legacyStart;
        int inNew = gap.newStart;
        for (int[] anchor : anchors) {
            look(new Hunk(inLegacy, anchor[0], inNew, anchor[1]), depth + 1);
            inLegacy = anchor[0] + 1;
            inNew = anchor[1] + 1;
        }
        look(new Hunk(inLegacy, gap.legacyEnd, inNew, gap.newEnd), depth + 1);
    }

    /** {@return pairs of places of the same line, growing on both sides} */
    private List<int[]> anchors(Hunk gap) {
        for (int at = gap.legacyStart; at < gap.legacyEnd; at++) {
            seen[0][legacy[at]]++;
        }
        for (int at = gap.newStart; at < gap.newEnd; at++) {
            seen[1][replacement[at]]++;
            seen[2][replacement[at]] = at;
        }
        List<int[]> once = new ArrayList<>();
        for (int at = gap.legacyStart; at < gap.legacyEnd; at++) {
            int line = legacy[at];
            if (seen[0][line] == 1 && seen[1][line] == 1) {
                once.add(new int[] {at, seen[2][line]});
            }
        }
        forget(gap);
        return growing(once.isEmpty() ? ranked(gap) : once);
    }

    private void forget(Hunk gap) {
        for (int[] counts : seen) {
            for (int at = gap.legacyStart; at < gap.legacyEnd; at++) {
                counts[legacy[at]] = 0;
            }
            for (int at = gap.newStart; at < gap.newEnd; at++) {
                counts[replacement[at]] = 0;
            }
        }
    }

    /** {@return the first of a kind with the first, the second with the second} */
    private List<int[]> ranked(Hunk gap) {
        Map<Integer, Deque<Integer>> places = new HashMap<>();
        for (int at = gap.newStart; at < gap.newEnd; at++) {
            places.computeIfAbsent(replacement[at], line -> new ArrayDeque<>()).add(at);
        }
        List<int[]> pairs = new ArrayList<>();
        for (int at = gap.legacyStart; at < gap.legacyEnd; at++) {
            Deque<Integer> others = places.get(legacy[at]);
            if (others != null && !others.isEmpty()) {
                pairs.add(new int[] {at, others.remove()});
            }
        }
        return pairs;
    }

    /** {@return as many of the pairs as grow on the new side, too; on the legacy side they do} */
    private static List<int[]> growing(List<int[]> pairs) {
        int[] tops = new int[pairs.size()]; // by length: the pair that ends the lowest chain of that length
        int[] before = new int[pairs.size()];
        int longest = 0;
        for (int at = 0; at < pairs.size(); at++) {
            int low = 0;
            int high = longest;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(tops[middle])[1] < pairs.get(at)[1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[at] = low == 0 ? -1 : tops[low - 1];
            tops[low] = at;
            longest = Math.max(longest, low + 1);
        }
        int[][] chain = new int[longest][];
        int at = longest == 0 ? -1 : tops[longest - 1];
        for (int index = longest - 1; index >= 0; index--) {
            chain[index] = pairs.get(at);
            at = before[at];
        }
        return Arrays.asList(chain);
    }

    /** One place where the lists differ: what legacy has from start to end became what the new side has there. */
    public record Hunk(int legacyStart, int legacyEnd, int newStart, int newEnd) {

        int removed() {
            return legacyEnd - legacyStart;
        }

        int added() {
            return newEnd - newStart;
        }
    }
}
