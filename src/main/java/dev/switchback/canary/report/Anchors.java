package dev.switchback.canary.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the lines by which two long texts are held together: what both have exactly once, in the same order. */
final class Anchors {

    private Anchors() {}

    /**
     * A line that both have once.
     *
     * @param legacy where it is in legacy
     * @param replacement where it is in the new side
     */
    record Anchor(int legacy, int replacement) {}

    /** {@return as many as can be had in the same order on both sides} */
    static List<Anchor> of(List<String> legacy, List<String> replacement) {
        Map<String, Integer> once = once(legacy);
        Map<String, Integer> other = once(replacement);
        List<Anchor> both = new ArrayList<>();
        for (int line = 0; line < legacy.size(); line++) {
            Integer there = once.containsKey(legacy.get(line)) ? other.get(legacy.get(line)) : null;
            if (there != null) {
                both.add(new Anchor(line, there));
            }
        }
        return rising(both);
    }

    private static Map<String, Integer> once(List<String> lines) {
        Map<String, Integer> once = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (int line = 0; line < lines.size(); line++) {
            if (seen.add(lines.get(line))) {
                once.put(lines.get(line), line);
            } else {
                once.remove(lines.get(line));
            }
        }
        return once;
    }

    /** The longest rising subsequence, by piles of cards: each remembers the top of the pile to its left. */
    private static List<Anchor> rising(List<Anchor> anchors) {
        int[] tops = new int[anchors.size()];
        int[] before = new int[anchors.size()];
        int piles = 0;
        for (int card = 0; card < anchors.size(); card++) {
            int low = 0;
            int high = piles;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (anchors.get(tops[middle]).replacement() < anchors.get(card).replacement()) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[card] = low == 0 ? -1 : tops[low - 1];
            tops[low] = card;
            piles = Math.max(piles, low + 1);
        }
        Deque<Anchor> rising = new ArrayDeque<>();
        for (int card = piles == 0 ? -1 : tops[piles - 1]; card >= 0; card = before[card]) {
            rising.addFirst(anchors.get(card));
        }
        return List.copyOf(rising);
    }
}
