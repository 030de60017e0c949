package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.Sameness.Degree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which element of one list is which of the other.
 *
 * <p>In turn, each time of what is left: those that stay where they are; those that are the same, found by their
 * digests; those with the same key; those that differ only in what changes by itself; those that have most in common;
 * the first with the first. Only the step by similarity looks at each with each, and at {@value Similarity#MOST} at
 * most. Which side is called legacy makes no difference. For one thread.
 */
final class Pairing {

    private static final int NONE = -1;
    private static final int SAME_DIGEST = 16; // by chance
    private static final int ALONE = -2; // by its declared key

    private final Items legacy;
    private final Items replacement;
    private final Task task;
    private final boolean ordered;
    private final boolean metadata;
    private final Sameness sameness;
    private final int[] toNew;
    private final int[] toLegacy;
    private final boolean[] same;

    /**
     * What to know about two lists.
     *
     * @param place where they are
     */
    record Task(Place place, Rules rules, Effort effort) {}

    private Pairing(Items legacy, Items replacement, Task task) {
        this.legacy = legacy;
        this.replacement = replacement;
        this.task = task;
        this.ordered = task.rules.isOrdered(task.place, legacy.isOrdered() && replacement.isOrdered());
        this.metadata = task.rules.isMetadata(task.place);
        this.sameness = new Sameness(task.rules, task.effort);
        this.toNew = new int[legacy.size()];
        this.toLegacy = new int[replacement.size()];
        this.same = new boolean[legacy.size()];
        Arrays.fill(toNew, NONE);
        Arrays.fill(toLegacy, NONE);
    }

    static Pairing of(Items legacy, Items replacement, Task task) {
        Pairing pairing = new Pairing(legacy, replacement, task);
        if (pairing.ordered) {
            pairing.thoseThatStay();
        }
        if (pairing.isUnfinished() && !pairing.areNumbersToBeSorted()) {
            pairing.thoseThatAreEqual();
            pairing.thoseThatDiffer();
        }
        pairing.theRest();
        return pairing;
    }

    private boolean isUnfinished() {
        return free(toNew).length > 0 && free(toLegacy).length > 0;
    }

    /** {@return the positions that are not paired yet} */
    private static int[] free(int[] partners) {
        int[] found = new int[partners.length];
        int count = 0;
        for (int index = 0; index < partners.length; index++) {
            if (partners[index] == NONE) {
                found[count++] = index;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void pair(int one, int two) {
        toNew[one] = two;
        toLegacy[two] = one;
    }

    private Degree degree(int one, int two) {
        return sameness.of(legacy.get(one), replacement.get(two), task.place.element(one));
    }

    private void thoseThatStay() {
        int shorter = Math.min(legacy.size(), replacement.size());
        boolean together = legacy.size() == replacement.size();
        int begin = 0;
        while (begin < shorter && (stays(begin, begin) || together)) {
            begin++;
        }
        int end = 1;
        while (begin + end <= shorter && stays(legacy.size() - end, replacement.size() - end)) {
            end++;
        }
    }

    private boolean stays(int one, int two) {
        Degree degree = degree(one, two);
        if (degree == Degree.OTHER || (degree == Degree.ALIKE && metadata)) {
            return false; // in a list of metadata everything is alike, so that only the same can stay
        }
        pair(one, two);
        same[one] = degree == Degree.SAME;
        return true;
    }

    /** Numbers in no order that may differ a little find each other by size: any other way some may be left. */
    private boolean areNumbersToBeSorted() {
        return !ordered
                && task.rules.tolerance().numbers() > 0
                && legacy.size() == replacement.size()
                && areNumbers(legacy)
                && areNumbers(replacement);
    }

    private static boolean areNumbers(Items items) {
        for (int index = 0; index < items.size(); index++) {
            if (!(items.get(index) instanceof Leaf leaf && leaf.sort() == Sort.NUMBER)) {
                return false;
            }
        }
        return true;
    }

    private void thoseThatAreEqual() {
        int[] ones = free(toNew);
        int[] twos = free(toLegacy);
        boolean allFound = match(ones, twos, true);
        if (ordered && !allFound && !isInOrder()) { // of several equal elements perhaps another is the missing one
            for (int one : ones) {
                toNew[one] = NONE;
                same[one] = false;
            }
            for (int two : twos) {
                toLegacy[two] = NONE;
            }
            match(reversed(ones), reversed(twos), true);
        }
    }

    private static int[] reversed(int[] positions) {
        int[] reversed = new int[positions.length];
        for (int index = 0; index < positions.length; index++) {
            reversed[index] = positions[positions.length - 1 - index];
        }
        return reversed;
    }

    /** {@return whether each of them found one with the same digest, the first the first, that is the same, too} */
    private boolean match(int[] ones, int[] twos, boolean equal) {
        Digest digest = equal ? Digest.exact(task.rules, task.effort) : Digest.loose(task.rules, task.effort);
        Map<Long, Deque<Integer>> candidates = new HashMap<>();
        for (int two : twos) {
            long found = digest.of(replacement.get(two), task.place.element(two));
            candidates.computeIfAbsent(found, first -> new ArrayDeque<>()).add(two);
        }
        int matched = 0;
        for (int one : ones) {
            long found = digest.of(legacy.get(one), task.place.element(one));
            int two = first(candidates.getOrDefault(found, new ArrayDeque<>()), one, equal);
            if (two >= 0) {
                pair(one, two);
                same[one] = equal;
                matched++;
            }
        }
        return matched == ones.length && matched == twos.length;
    }

    /** {@return the first candidate, which is one no more; of others with the same digest only a few are looked at} */
    private int first(Deque<Integer> candidates, int one, boolean equal) {
        int looks = SAME_DIGEST;
        for (Iterator<Integer> each = candidates.iterator(); each.hasNext() && looks > 0; looks--) {
            int two = each.next();
            if (!equal || degree(one, two) == Degree.SAME) {
                each.remove();
                return two;
            }
        }
        return NONE;
    }

    private void thoseThatDiffer() {
        task.rules.key(task.place).ifPresent(this::byDeclaredKey);
        for (String field : Keys.NATURAL) {
            byNaturalKey(field);
        }
        if (isUnfinished()) {
            match(free(toNew), free(toLegacy), false);
        }
        if (isUnfinished()) {
            int[] ones = free(toNew);
            int[] twos = free(toLegacy);
            new Similarity(task.effort)
                    .pair(nodes(legacy, ones), nodes(replacement, twos), (one, two) -> pair(ones[one], twos[two]));
        }
    }

    private static List<Node> nodes(Items items, int[] positions) {
        List<Node> found = new ArrayList<>();
        for (int position : positions) {
            found.add(items.get(position));
        }
        return found;
    }

    private void byDeclaredKey(String field) {
        int[] ones = free(toNew);
        int[] twos = free(toLegacy);
        Map<Leaf, Deque<Integer>> inLegacy = Keys.all(nodes(legacy, ones), field);
        Map<Leaf, Deque<Integer>> inNew = Keys.all(nodes(replacement, twos), field);
        if (inLegacy.isEmpty() || inNew.isEmpty()) {
            return; // it is the field that is missing on one side, not the elements
        }
        inLegacy.forEach((key, those) -> {
            Deque<Integer> candidates = inNew.getOrDefault(key, new ArrayDeque<>());
            for (int one : those) {
                Integer two = candidates.poll();
                if (two == null) {
                    toNew[ones[one]] = ALONE;
                } else {
                    pair(ones[one], twos[two]);
                }
            }
        });
        inNew.values().forEach(those -> those.forEach(two -> toLegacy[twos[two]] = ALONE));
    }

    private void byNaturalKey(String field) {
        int[] ones = free(toNew);
        int[] twos = free(toLegacy);
        Map<Leaf, Integer> inNew = Keys.unique(nodes(replacement, twos), field);
        Keys.unique(nodes(legacy, ones), field).forEach((key, one) -> {
            Integer two = inNew.get(key);
            if (two != null) {
                pair(ones[one], twos[two]);
            }
        });
    }

    /** The first with the first: of those between the same two others, or by their values where there is no order. */
    private void theRest() {
        if (ordered && isInOrder()) {
            betweenOthers();
            return;
        }
        int[] ones = inTurn(legacy, free(toNew));
        int[] twos = inTurn(replacement, free(toLegacy));
        for (int index = 0; index < Math.min(ones.length, twos.length); index++) {
            pair(ones[index], twos[index]);
        }
    }

    private void betweenOthers() {
        int one = 0;
        int two = 0;
        while (one < toNew.length && two < toLegacy.length) {
            boolean bothLeft = toNew[one] == NONE && toLegacy[two] == NONE;
            boolean bothPaired = toNew[one] >= 0 && toLegacy[two] >= 0; // with each other: the order is the same
            if (bothLeft) {
                pair(one++, two++);
            } else if (bothPaired) {
                one++;
                two++;
            } else if (toLegacy[two] == ALONE || toNew[one] >= 0) {
                two++;
            } else {
                one++;
            }
        }
    }

    private int[] inTurn(Items items, int[] positions) {
        if (ordered) {
            return positions;
        }
        return Arrays.stream(positions)
                .boxed()
                .sorted((one, two) -> Leaves.order(items.get(one), items.get(two)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return whether those that are in both come in the same order, or there is none} */
    boolean isInOrder() {
        int last = NONE;
        for (int two : toNew) {
            if (ordered && two >= 0 && two < last) {
                return false;
            }
            last = Math.max(last, two);
        }
        return true;
    }

    /** {@return whether the element of legacy is in both, and there is nothing to report about it} */
    boolean isSame(int one) {
        return same[one];
    }

    /** {@return the position in the new list, less than 0 if the element is in legacy alone} */
    int partner(int one) {
        return toNew[one];
    }

    /** {@return the positions of elements that are in legacy alone} */
    int[] onlyLegacy() {
        return alone(toNew);
    }

    /** {@return the positions of elements that are in the new list alone} */
    int[] onlyNew() {
        return alone(toLegacy);
    }

    private static int[] alone(int[] partners) {
        int[] none = partners.clone();
        Arrays.setAll(none, index -> partners[index] < 0 ? NONE : 0);
        return free(none);
    }
}
