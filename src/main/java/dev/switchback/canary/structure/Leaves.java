package dev.switchback.canary.structure;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.StructureTolerance.Aspect;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Compares two values. Immutable. */
final class Leaves {

    private static final int FAR = 10;

    static final Set<DiscrepancyType> SAME = Collections.unmodifiableSet(EnumSet.noneOf(DiscrepancyType.class));

    private static final Set<DiscrepancyType> OTHER = one(DiscrepancyType.MODEL_STRUCTURE);
    private static final Set<DiscrepancyType> FAILED = one(DiscrepancyType.COMPARISON_ERROR);

    private final StructureTolerance tolerance;

    Leaves(StructureTolerance tolerance) {
        this.tolerance = tolerance;
    }

    /** {@return every kind of difference between two values that is not ignored} */
    @SuppressWarnings("ReferenceEquality") // the shared leaves: null, empty
    Set<DiscrepancyType> differences(Leaf legacy, Leaf replacement) {
        if (legacy == replacement) {
            return SAME;
        }
        if (legacy.sort() != replacement.sort()) {
            return OTHER;
        }
        Object one = legacy.value();
        Object two = replacement.value();
        return switch (legacy.sort()) {
            case BYTES -> Arrays.equals((byte[]) one, (byte[]) two) ? SAME : OTHER;
            case NUMBER -> one.equals(two) || Numbers.near(one, two, tolerance.numbers()) ? SAME : OTHER;
            case TEXT -> one.equals(two) ? SAME : texts((String) one, (String) two);
            case VALUE -> values(legacy, replacement);
            default -> one.equals(two) ? SAME : OTHER;
        };
    }

    private Set<DiscrepancyType> values(Leaf legacy, Leaf replacement) {
        Object one = legacy.value();
        Object two = replacement.value();
        try {
            if (one.equals(two) && two.equals(one)) { // java.util.Date says yes to a Timestamp that says no to it
                return SAME;
            }
        } catch (RuntimeException | StackOverflowError broken) {
            return FAILED;
        }
        boolean times = one.getClass() == two.getClass() && legacy.isTimestamp();
        return times ? unlessNamed(Aspect.TIMESTAMPS, DiscrepancyType.TIMESTAMP) : OTHER;
    }

    private Set<DiscrepancyType> texts(String legacy, String replacement) {
        boolean spaces = isNamed(Aspect.WHITESPACE);
        String one = spaces ? normalised(legacy) : legacy;
        String two = spaces ? normalised(replacement) : replacement;
        boolean spaced = !one.equals(legacy) || !two.equals(replacement);
        Set<DiscrepancyType> found = EnumSet.noneOf(DiscrepancyType.class);
        if (spaced) {
            found.addAll(unlessNamed(Aspect.WHITESPACE, DiscrepancyType.WHITESPACE));
        }
        if (one.equals(two)) {
            return found;
        }
        if (Leaf.isTimestamp(one) && Leaf.isTimestamp(two) && isNamed(Aspect.TIMESTAMPS)) {
            found.addAll(unlessNamed(Aspect.TIMESTAMPS, DiscrepancyType.TIMESTAMP));
            return found;
        }
        return OTHER;
    }

    private boolean isNamed(Aspect aspect) {
        return tolerance.ignored().contains(aspect) || tolerance.cosmetic().contains(aspect);
    }

    private Set<DiscrepancyType> unlessNamed(Aspect aspect, DiscrepancyType cosmetic) {
        if (tolerance.ignored().contains(aspect)) {
            return SAME;
        }
        return tolerance.cosmetic().contains(aspect) ? one(cosmetic) : OTHER;
    }

    private static Set<DiscrepancyType> one(DiscrepancyType type) {
        return Collections.unmodifiableSet(EnumSet.of(type));
    }

    /** {@return how two elements of a list without an order are put into one: numbers by value, texts by letters} */
    static int order(Node one, Node two) {
        int kinds = Integer.compare(rank(one), rank(two));
        if (kinds != 0 || !(one instanceof Leaf first) || !(two instanceof Leaf second)) {
            return kinds;
        }
        BigDecimal number = Numbers.decimal(first.value());
        BigDecimal another = Numbers.decimal(second.value());
        if (number != null && another != null) {
            return number.compareTo(another);
        }
        return first.value() instanceof String text && second.value() instanceof String other
                ? text.compareTo(other)
                : 0;
    }

    /** Numbers that cannot be subtracted come apart from the others. */
    private static int rank(Node node) {
        if (!(node instanceof Leaf leaf)) {
            return Integer.MAX_VALUE;
        }
        boolean far = leaf.sort() == Sort.NUMBER && Numbers.decimal(leaf.value()) == null;
        return far ? FAR : leaf.sort().number();
    }

    /** {@return the text without white space at its ends and with one space for all that is between two words} */
    static String normalised(String text) {
        StringBuilder made = new StringBuilder(text.length());
        boolean between = false;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (Character.isWhitespace(character)) {
                between = made.length() > 0;
            } else {
                made.append(between ? " " : "").append(character);
                between = false;
            }
        }
        return made.toString();
    }
}
