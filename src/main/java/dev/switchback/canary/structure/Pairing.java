package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.Sameness.Degree;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
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

    private static final int SAME_DIGEST = 16; // by chance

    private final Items legacy;
    private final Items replacement;
    private final Task task;
    private final boolean ordered;
    private final boolean metadata;
    private final Sameness sameness;
    private final Partners partners;
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
        this.partners = new Partners(legacy, replacement);
        this.same = new boolean[legacy.size()];
    }

    static Pairing of(Items legacy, Items replacement, Task task) {
        Pairing pairing = new Pairing(legacy, replacement, task);
        if (pairing.ordered) {
            pairing.thoseThatStay();
        }
        if (pairing.partners.isUnfinished() && !pairing.areNumbersToBeSorted()) {
            pairing.thoseThatAreEqual();
            pairing.thoseThatDiffer();
        }
        pairing.theRest();
        return pairing;
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
        partners.pair(one, two);
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
        int[] ones = partners.freeInLegacy();
        int[] twos = partners.freeInNew();
        boolean allFound = match(ones, twos, true);
        if (ordered && !allFound && !isInOrder()) { // of several equal elements perhaps another is the missing one
            partners.part(ones, twos);
            for (int one : ones) {
                same[one] = false;
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
                partners.pair(one, two);
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
        return -1;
    }

    private void thoseThatDiffer() {
        task.rules.key(task.place).ifPresent(partners::pairByDeclaredKey);
        partners.pairByNaturalKey();
        if (partners.isUnfinished()) {
            match(partners.freeInLegacy(), partners.freeInNew(), false);
        }
        if (partners.isUnfinished()) {
            int[] ones = partners.freeInLegacy();
            int[] twos = partners.freeInNew();
            new Similarity(task.effort)
                    .pair(
                            Partners.nodes(legacy, ones),
                            Partners.nodes(replacement, twos),
                            (one, two) -> partners.pair(ones[one], twos[two]));
        }
    }

    /** The first with the first: of those between the same two others, or by their values where there is no order. */
    private void theRest() {
        if (ordered && isInOrder()) {
            partners.pairBetween();
            return;
        }
        int[] ones = inTurn(legacy, partners.freeInLegacy());
        int[] twos = inTurn(replacement, partners.freeInNew());
        for (int index = 0; index < Math.min(ones.length, twos.length); index++) {
            partners.pair(ones[index], twos[index]);
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
        return !ordered || partners.areInOrder();
    }

    /** {@return whether the element of legacy is in both, and there is nothing to report about it} */
    boolean isSame(int one) {
        return same[one];
    }

    /** {@return the position in the new list, less than 0 if the element is in legacy alone} */
    int partner(int one) {
        return partners.partner(one);
    }

    /** {@return the positions of elements that are in legacy alone} */
    int[] onlyLegacy() {
        return partners.onlyLegacy();
    }

    /** {@return the positions of elements that are in the new list alone} */
    int[] onlyNew() {
        return partners.onlyNew();
    }
}
