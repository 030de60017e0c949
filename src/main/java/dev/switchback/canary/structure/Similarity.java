package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Finds for each of a few elements the one that it has most values in common with. */
final class Similarity {

    /** How many elements are compared with each other at most. */
    static final int MOST = 200;

    private static final int VALUES = 256; // of one element
    private static final int BITS = 8; // enough for a position

    private final Effort effort;

    Similarity(Effort effort) {
        this.effort = effort;
    }

    /**
     * Pairs those that have anything in common, those that have most first; of equally good ones those that are nearest
     * to each other. Whichever side is called legacy, the pairs are the same.
     */
    void pair(List<Node> legacy, List<Node> replacement, BiConsumer<Integer, Integer> pairs) {
        if (Math.max(legacy.size(), replacement.size()) > MOST) {
            return;
        }
        List<long[]> ones = signatures(legacy);
        List<long[]> twos = signatures(replacement);
        if (!effort.mayGuess((values(ones) + 1) * twos.size() + values(twos) * ones.size())) {
            return;
        }
        boolean[] legacyTaken = new boolean[legacy.size()];
        boolean[] newTaken = new boolean[replacement.size()];
        for (long candidate : candidates(ones, twos)) {
            int one = (int) (candidate >> BITS) & ((1 << BITS) - 1);
            int two = (int) candidate & ((1 << BITS) - 1);
            if (!legacyTaken[one] && !newTaken[two]) {
                legacyTaken[one] = true;
                newTaken[two] = true;
                pairs.accept(one, two);
            }
        }
    }

    private static long values(List<long[]> signatures) {
        return signatures.stream().mapToLong(signature -> signature.length).sum();
    }

    /** {@return each two with anything in common, packed so that the best is the least number} */
    private static long[] candidates(List<long[]> legacy, List<long[]> replacement) {
        long[] found = new long[legacy.size() * replacement.size()];
        int count = 0;
        for (int one = 0; one < legacy.size(); one++) {
            for (int two = 0; two < replacement.size(); two++) {
                int common = common(legacy.get(one), replacement.get(two));
                if (common > 0) {
                    long rank = ((long) (VALUES - common) << BITS) + Math.abs(one - two);
                    found[count++] = (((rank << BITS) + one) << BITS) + two;
                }
            }
        }
        long[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static int common(long[] one, long[] two) {
        int common = 0;
        for (int first = 0, second = 0; first < one.length && second < two.length; ) {
            int order = Long.compare(one[first], two[second]);
            common += order == 0 ? 1 : 0;
            first += order <= 0 ? 1 : 0;
            second += order >= 0 ? 1 : 0;
        }
        return common;
    }

    private static List<long[]> signatures(List<Node> nodes) {
        List<long[]> signatures = new ArrayList<>();
        for (Node node : nodes) {
            Signature signature = new Signature();
            signature.add(node, 1);
            signatures.add(signature.sorted());
        }
        return signatures;
    }

    /** The values of one element, each as a number that also tells in which field it is. */
    private static final class Signature {

        private final long[] values = new long[VALUES];
        private int count;

        private void add(Node node, long path) {
            if (node instanceof Leaf leaf) {
                long sort = Digest.mixed(leaf.sort().number());
                values[count++] = Digest.mixed(path + sort + Digest.hash(leaf));
            } else if (node instanceof Items items) {
                for (int index = 0; index < items.size() && count < VALUES; index++) {
                    add(items.get(index), Digest.mixed(path));
                }
            } else if (node instanceof Fields fields) {
                for (int index = 0; index < fields.size() && count < VALUES; index++) {
                    long name = fields.name(index).hashCode();
                    add(fields.value(index), Digest.mixed(path + name));
                }
            }
        }

        private long[] sorted() {
            long[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
