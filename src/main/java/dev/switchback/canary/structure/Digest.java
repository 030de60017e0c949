package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.StructureTolerance.Aspect;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Numbers that are the same for elements that are the same, so that these find each other in long lists.
 *
 * <p>A loose one is also the same for elements that differ in nothing but metadata, white space, identities and dates
 * and times. Two elements with one number need not be the same: whoever must know compares them.
 */
final class Digest {

    private static final long UNREADABLE = 0x6A09E667F3BCC908L;
    private static final long MASKED = 0xBB67AE8584CAA73BL;

    private final Rules rules;
    private final Effort effort;
    private final boolean loose;

    private Digest(Rules rules, Effort effort, boolean loose) {
        this.rules = rules;
        this.effort = effort;
        this.loose = loose;
    }

    static Digest exact(Rules rules, Effort effort) {
        return new Digest(rules, effort, false);
    }

    static Digest loose(Rules rules, Effort effort) {
        return new Digest(rules, effort, true);
    }

    long of(Node node, Place place) {
        effort.step();
        if (loose && rules.isMetadata(place)) {
            return MASKED;
        }
        if (node instanceof Leaf leaf) {
            return mixed(leaf.sort().number()) + mixed(value(leaf));
        }
        if (node instanceof Items items) {
            return items(items, place);
        }
        return node instanceof Fields fields ? fields(fields, place) : UNREADABLE;
    }

    private long items(Items items, Place place) {
        boolean ordered = rules.isOrdered(place, items.isOrdered());
        long sum = items.size();
        for (int index = 0; index < items.size(); index++) {
            long element = mixed(of(items.get(index), place.element(index)));
            sum = ordered ? mixed(sum + element) : sum + element;
        }
        return mixed(sum);
    }

    private long fields(Fields fields, Place place) {
        long sum = 1;
        for (int index = 0; index < fields.size(); index++) {
            Node value = fields.value(index);
            if (value != Leaf.NULL || !rules.ignores(Aspect.NULLS)) {
                String name = fields.name(index);
                sum += mixed(mixed(name.hashCode()) + of(value, place.field(name)));
            }
        }
        return mixed(sum);
    }

    private long value(Leaf leaf) {
        if (leaf.sort() == Sort.TEXT) {
            return text(leaf);
        }
        boolean masked = (masksTimes() && leaf.isTimestamp()) || (loose && leaf.isUuid());
        return masked ? MASKED : hash(leaf);
    }

    /** {@return a number that is the same for the same values} */
    static long hash(Leaf leaf) {
        if (leaf.value() instanceof byte[] bytes) {
            return Arrays.hashCode(bytes);
        }
        if (leaf.value() instanceof BigDecimal decimal) { // its own hash of 1E30 is that of 1
            return mixed(decimal.scale()) + decimal.unscaledValue().hashCode();
        }
        try {
            return leaf.value().hashCode();
        } catch (RuntimeException | StackOverflowError broken) { // comparing it will say so
            return UNREADABLE;
        }
    }

    private long text(Leaf leaf) {
        String text = (String) leaf.value();
        String seen = loose || rules.ignores(Aspect.WHITESPACE) ? Leaves.normalised(text) : text;
        boolean masked = (masksTimes() && Leaf.isTimestamp(seen)) || (loose && leaf.isUuid());
        return masked ? MASKED : ((long) seen.length() << Integer.SIZE) + seen.hashCode();
    }

    private boolean masksTimes() {
        return loose || rules.ignores(Aspect.TIMESTAMPS);
    }

    /** {@return the bits well stirred: the last step of MurmurHash3's 64 bits} */
    static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
