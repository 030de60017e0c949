package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pairs that were found so far, and those that can be found by the value of one field. For one thread. */
final class Partners {

    private static final int NONE = -1;
    private static final int ALONE = -2; // by its declared key

    /** The fields that are tried where none is declared. */
    private static final List<String> NATURAL = List.of("id", "key", "name");

    private final Items legacy;
    private final Items replacement;
    private final int[] toNew;
    private final int[] toLegacy;

    Partners(Items legacy, Items replacement) {
        this.legacy = legacy;
        this.replacement = replacement;
        this.toNew = new int[legacy.size()];
        this.toLegacy = new int[replacement.size()];
        Arrays.fill(toNew, NONE);
        Arrays.fill(toLegacy, NONE);
    }

    void pair(int one, int two) {
        toNew[one] = two;
        toLegacy[two] = one;
    }

    /** Makes elements free again; none of them is paired with any other. */
    void part(int[] ones, int[] twos) {
        for (int one : ones) {
            toNew[one] = NONE;
        }
        for (int two : twos) {
            toLegacy[two] = NONE;
        }
    }

    /** {@return the position in the new list, less than 0 if the element is in legacy alone} */
    int partner(int one) {
        return toNew[one];
    }

    /** {@return the positions in legacy that are not paired yet} */
    int[] freeInLegacy() {
        return those(toNew, NONE, NONE);
    }

    /** {@return the positions in the new list that are not paired yet} */
    int[] freeInNew() {
        return those(toLegacy, NONE, NONE);
    }

    /** {@return the positions of elements that are in legacy alone} */
    int[] onlyLegacy() {
        return those(toNew, ALONE, NONE);
    }

    /** {@return the positions of elements that are in the new list alone} */
    int[] onlyNew() {
        return those(toLegacy, ALONE, NONE);
    }

    private static int[] those(int[] partners, int least, int most) {
        int[] found = new int[partners.length];
        int count = 0;
        for (int index = 0; index < partners.length; index++) {
            if (partners[index] >= least && partners[index] <= most) {
                found[count++] = index;
            }
        }
        return Arrays.copyOf(found, count);
    }

    boolean isUnfinished() {
        return freeInLegacy().length > 0 && freeInNew().length > 0;
    }

    /** {@return whether those that are in both come in the same order, or there is none} */
    boolean areInOrder() {
        int last = NONE;
        for (int two : toNew) {
            if (two >= 0 && two < last) {
                return false;
            }
            last = Math.max(last, two);
        }
        return true;
    }

    /** Pairs the free ones between the same two pairs, which are in order. */
    void pairBetween() {
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

    /** Pairs those with the same value of the field; those that have one and find none are alone from then on. */
    void pairByDeclaredKey(String field) {
        Map<Leaf, Deque<Integer>> inLegacy = all(legacy, freeInLegacy(), field);
        Map<Leaf, Deque<Integer>> inNew = all(replacement, freeInNew(), field);
        if (inLegacy.isEmpty() || inNew.isEmpty()) {
            return; // it is the field that is missing on one side, not the elements
        }
        inLegacy.forEach((key, those) -> {
            Deque<Integer> candidates = inNew.getOrDefault(key, new ArrayDeque<>());
            for (int one : those) {
                Integer two = candidates.poll();
                if (two == null) {
                    toNew[one] = ALONE;
                } else {
                    pair(one, two);
                }
            }
        });
        inNew.values().forEach(those -> those.forEach(two -> toLegacy[two] = ALONE));
    }

    /** Pairs those with the same {@code id}, {@code key} or {@code name}, where each element has one of its own. */
    void pairByNaturalKey() {
        for (String field : NATURAL) {
            Map<Leaf, Integer> inNew = unique(replacement, freeInNew(), field);
            unique(legacy, freeInLegacy(), field).forEach((key, one) -> {
                Integer two = inNew.get(key);
                if (two != null) {
                    pair(one, two);
                }
            });
        }
    }

    private static Map<Leaf, Deque<Integer>> all(Items items, int[] positions, String field) {
        Map<Leaf, Deque<Integer>> found = new LinkedHashMap<>();
        for (int position : positions) {
            Leaf key = key(items.get(position), field);
            if (key != null) {
                found.computeIfAbsent(key, first -> new ArrayDeque<>()).add(position);
            }
        }
        return found;
    }

    private static Map<Leaf, Integer> unique(Items items, int[] positions, String field) {
        Map<Leaf, Integer> found = new HashMap<>();
        for (int position : positions) {
            Leaf key = key(items.get(position), field);
            if (key == null || found.put(key, position) != null) {
                return Map.of();
            }
        }
        return found;
    }

    private static @Nullable Leaf key(Node node, String field) {
        Node value = node instanceof Fields fields ? fields.get(field) : null;
        return value instanceof Leaf leaf && isKey(leaf) ? leaf : null;
    }

    /** Other values may have an {@code equals} that throws. */
    private static boolean isKey(Leaf leaf) {
        return leaf.sort() == Sort.TEXT
                || leaf.sort() == Sort.NUMBER
                || leaf.sort() == Sort.ENUM
                || leaf.value() instanceof UUID;
    }

    /** {@return the elements at these positions} */
    static List<Node> nodes(Items items, int[] positions) {
        List<Node> found = new ArrayList<>();
        for (int position : positions) {
            found.add(items.get(position));
        }
        return found;
    }
}
