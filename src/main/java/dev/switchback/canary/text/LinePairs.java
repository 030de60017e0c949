package dev.switchback.canary.text;

import dev.switchback.canary.text.LineDiff.Hunk;
import dev.switchback.canary.text.Tokens.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds out what became of each line that differs: it moved, it became another, or it is on one side only.
 *
 * <p>In this order: the same line elsewhere in a block with the same head; a whole block on one side; of one hunk,
 * lines with the same key ({@code key: value}), then the most similar ones; the same line anywhere; a very similar one
 * anywhere; nothing. Each line is accounted for once.
 */
final class LinePairs {

    private static final Pattern KEY = Pattern.compile("\\s*([\\w$.-]+|'[^']*'|\"[^\"]*\") ?\\??[:=]");
    private static final double SIMILAR = 0.5;
    private static final double NEARLY_THE_SAME = 0.8;
    private static final int LOOKED_AT = 2_500; // pairs of one hunk; of larger ones lines are paired as they come

    private final CodeLines legacy;
    private final CodeLines replacement;
    private final List<Hunk> hunks;
    private final Likeness likeness;
    private final BitSet inLegacy = new BitSet(); // what is not accounted for yet
    private final BitSet inNew = new BitSet();
    private final List<Pair> changed = new ArrayList<>();
    private final List<Pair> moved = new ArrayList<>();
    private int budget = 40 * LOOKED_AT;

    private LinePairs(CodeLines legacy, CodeLines replacement, Likeness likeness) {
        this.legacy = legacy;
        this.replacement = replacement;
        this.likeness = likeness;
        this.hunks = LineDiff.of(legacy.keys(), replacement.keys());
    }

    static LinePairs of(CodeLines legacy, CodeLines replacement, CommentSyntax syntax, GeneralForm form) {
        LinePairs pairs = new LinePairs(legacy, replacement, new Likeness(syntax, form));
        pairs.find();
        return pairs;
    }

    /**
     * Returns lines that became others or are on one side only, in order; a block of lines as its head. A part of a
     * line that is the same in another place is among them, because parts have no order that could be ignored.
     */
    List<Pair> changed() {
        return changed;
    }

    /** {@return lines that are the same, or nearly so, in another place} */
    List<Pair> moved() {
        return moved;
    }

    private void find() {
        for (Hunk hunk : hunks) {
            inLegacy.set(hunk.legacyStart(), hunk.legacyEnd());
            inNew.set(hunk.newStart(), hunk.newEnd());
        }
        move((lines, line) -> lines.text(line) + '\n' + lines.head(line));
        for (Hunk hunk : hunks) {
            ends(hunk);
            blocks(hunk);
            pairByKey(hunk);
            pairBySimilarity(hunk);
            pairTheOnlyOnes(hunk);
        }
        move(CodeLines::text);
        pairAcross();
        inLegacy.stream().forEach(line -> changed.add(new Pair(line, -1, 1)));
        inNew.stream().forEach(line -> changed.add(new Pair(-1, line, 1)));
        changed.sort(Comparator.comparingInt(this::position));
        moved.sort(Comparator.comparingInt(Pair::legacy));
    }

    private int position(Pair pair) {
        return pair.replacement() >= 0 ? replacement.number(pair.replacement()) : legacy.number(pair.legacy());
    }

    /** Pairs lines that are the same, and each a whole line in the source. */
    private void move(BiFunction<CodeLines, Integer, String> key) {
        Map<String, Deque<Integer>> places = new HashMap<>();
        inNew.stream()
                .filter(replacement::isWhole)
                .forEach(line -> places.computeIfAbsent(key.apply(replacement, line), text -> new ArrayDeque<>())
                        .add(line));
        for (int line = inLegacy.nextSetBit(0); line >= 0; line = inLegacy.nextSetBit(line + 1)) {
            Deque<Integer> same = legacy.isWhole(line) ? places.get(key.apply(legacy, line)) : null;
            if (same != null && !same.isEmpty()) {
                pair(line, same.remove(), moved);
            }
        }
    }

    private void pair(int one, int two, List<Pair> list) {
        inLegacy.clear(one);
        inNew.clear(two);
        list.add(new Pair(one, two, 1));
    }

    /** Ends of blocks differ only because their heads do, which is said of those. */
    private void ends(Hunk hunk) {
        Map<String, Deque<Integer>> places = new HashMap<>();
        listed(inNew, hunk.newStart(), hunk.newEnd()).stream()
                .filter(replacement::isEnd)
                .forEach(line -> places.computeIfAbsent(replacement.text(line), text -> new ArrayDeque<>())
                        .add(line));
        for (int line : listed(inLegacy, hunk.legacyStart(), hunk.legacyEnd())) {
            Deque<Integer> same = legacy.isEnd(line) ? places.get(legacy.text(line)) : null;
            if (same != null && !same.isEmpty()) {
                inLegacy.clear(line);
                inNew.clear(same.remove());
            }
        }
    }

    private void blocks(Hunk hunk) {
        List<Integer> removed = listed(inLegacy, hunk.legacyStart(), hunk.legacyEnd());
        List<Integer> added = listed(inNew, hunk.newStart(), hunk.newEnd());
        Set<String> legacyKeys = removed.stream().map(line -> key(legacy, line)).collect(Collectors.toSet());
        Set<String> newKeys = added.stream().map(line -> key(replacement, line)).collect(Collectors.toSet());
        for (int line : removed) {
            int end = legacy.endOf(line);
            if (isWithin(inLegacy, line, end) && !newKeys.contains(key(legacy, line))) {
                changed.add(new Pair(line, -1, end - line + 1));
                inLegacy.clear(line, end + 1);
            }
        }
        for (int line : added) {
            int end = replacement.endOf(line);
            if (isWithin(inNew, line, end) && !legacyKeys.contains(key(replacement, line))) {
                changed.add(new Pair(-1, line, end - line + 1));
                inNew.clear(line, end + 1);
            }
        }
    }

    private static boolean isWithin(BitSet left, int line, int end) {
        return end > line && left.get(line) && left.nextClearBit(line) > end;
    }

    /** {@return the key of a line {@code key: value}, empty if it has none} */
    private static String key(CodeLines lines, int line) {
        Matcher key = KEY.matcher(lines.text(line));
        return key.lookingAt() ? key.group(1) : "";
    }

    private void pairByKey(Hunk hunk) {
        Map<String, Deque<Integer>> places = new HashMap<>();
        for (int line : listed(inNew, hunk.newStart(), hunk.newEnd())) {
            places.computeIfAbsent(key(replacement, line), key -> new ArrayDeque<>())
                    .add(line);
        }
        for (int line : listed(inLegacy, hunk.legacyStart(), hunk.legacyEnd())) {
            String key = key(legacy, line);
            Deque<Integer> same = key.isEmpty() ? null : places.get(key);
            if (same != null && !same.isEmpty()) {
                pair(line, same.remove(), changed);
            }
        }
    }

    private void pairBySimilarity(Hunk hunk) {
        List<Integer> removed = listed(inLegacy, hunk.legacyStart(), hunk.legacyEnd());
        List<Integer> added = listed(inNew, hunk.newStart(), hunk.newEnd());
        long pairs = (long) removed.size() * added.size();
        if (pairs <= Math.min(LOOKED_AT, budget)) {
            budget -= (int) pairs;
            pairBest(removed, added, SIMILAR, changed);
            return;
        }
        for (int at = 0; at < Math.min(removed.size(), added.size()); at++) {
            String one = legacy.text(removed.get(at));
            if (likeness.of(one, replacement.text(added.get(at))) >= SIMILAR) {
                pair(removed.get(at), added.get(at), changed);
            }
        }
    }

    private void pairBest(List<Integer> removed, List<Integer> added, double least, List<Pair> list) {
        List<Candidate> candidates = new ArrayList<>();
        List<Map<String, Double>> bags =
                added.stream().map(line -> likeness.bag(replacement.text(line))).toList();
        for (int one : removed) {
            Map<String, Double> bag = likeness.bag(legacy.text(one));
            for (int at = 0; at < added.size(); at++) {
                double like = Likeness.of(bag, bags.get(at));
                if (like >= least) {
                    candidates.add(new Candidate(one, added.get(at), like));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::like).reversed()); // stable: of equals the first ones
        for (Candidate candidate : candidates) {
            if (inLegacy.get(candidate.one) && inNew.get(candidate.two)) {
                pair(candidate.one, candidate.two, list);
            }
        }
    }

    /** One line that became one other, however different, is easier to read as such than as two. */
    private void pairTheOnlyOnes(Hunk hunk) {
        if (hunk.removed() == 1
                && hunk.added() == 1
                && inLegacy.get(hunk.legacyStart())
                && inNew.get(hunk.newStart())) {
            pair(hunk.legacyStart(), hunk.newStart(), changed);
        }
    }

    private void pairAcross() {
        List<Integer> removed = listed(inLegacy, 0, inLegacy.length());
        List<Integer> added = listed(inNew, 0, inNew.length());
        if ((long) removed.size() * added.size() <= 10 * LOOKED_AT) {
            List<Pair> both = new ArrayList<>();
            pairBest(removed, added, NEARLY_THE_SAME, both);
            changed.addAll(both);
            both.stream()
                    .filter(pair -> !legacy.text(pair.legacy).equals(replacement.text(pair.replacement)))
                    .forEach(moved::add);
        }
    }

    private static List<Integer> listed(BitSet left, int start, int end) {
        return left.get(start, Math.max(start, end)).stream()
                .map(line -> line + start)
                .boxed()
                .toList();
    }

    /**
     * What became of a line.
     *
     * @param legacy the line of legacy, -1 if it is new
     * @param replacement the line of the new side, -1 if it is gone
     * @param lines how many lines it is together with the block of which it is the head
     */
    record Pair(int legacy, int replacement, int lines) {}

    private record Candidate(int one, int two, double like) {}

    /** How much of two lines is the same, from 0 to 1; names and literals count ten times as much as the rest. */
    private record Likeness(CommentSyntax syntax, GeneralForm form) {

        Map<String, Double> bag(String line) {
            Map<String, Double> bag = new HashMap<>();
            for (Token token : Tokens.of(line, syntax)) {
                bag.merge(token.text(), form.isContent(token) ? 1 : 0.1, Double::sum);
            }
            return bag;
        }

        double of(String one, String two) {
            return of(bag(one), bag(two));
        }

        static double of(Map<String, Double> one, Map<String, Double> two) {
            double common = 0;
            double all = 0;
            for (Map.Entry<String, Double> token : one.entrySet()) {
                common += Math.min(token.getValue(), two.getOrDefault(token.getKey(), 0.0));
                all += token.getValue();
            }
            for (double weight : two.values()) {
                all += weight;
            }
            return 2 * common / all;
        }
    }
}
