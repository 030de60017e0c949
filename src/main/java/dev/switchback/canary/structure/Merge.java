package dev.switchback.canary.structure;

import static java.util.Objects.requireNonNull;

import dev.switchback.canary.structure.Node.Fields;
import org.jspecify.annotations.Nullable;

/** Goes through the fields of two objects by name. For one thread. */
final class Merge {

    private final Fields legacy;
    private final Fields replacement;
    private int nextLegacy;
    private int nextNew;
    private int together; // fields of one name still to go through one by one
    private int legacyTimes;
    private int newTimes;
    private String name = "";
    private @Nullable Node legacyValue;
    private @Nullable Node newValue;

    Merge(Fields legacy, Fields replacement) {
        this.legacy = legacy;
        this.replacement = replacement;
    }

    /** {@return whether there is one more, which the accessors then tell of} */
    boolean next() {
        if (together == 0 && !nextName()) {
            return false;
        }
        if (together > 0) { // as often on both sides: each with each
            together--;
            legacyValue = legacy.value(nextLegacy++);
            newValue = replacement.value(nextNew++);
        } else { // otherwise the last of each, which is what most readers take
            nextLegacy += legacyTimes;
            nextNew += newTimes;
            legacyValue = legacyTimes == 0 ? null : legacy.value(nextLegacy - 1);
            newValue = newTimes == 0 ? null : replacement.value(nextNew - 1);
        }
        return true;
    }

    private boolean nextName() {
        boolean inLegacy = nextLegacy < legacy.size();
        boolean inNew = nextNew < replacement.size();
        if (!inLegacy && !inNew) {
            return false;
        }
        String one = inLegacy ? legacy.name(nextLegacy) : null;
        String two = inNew ? replacement.name(nextNew) : null;
        name = two == null || (one != null && one.compareTo(two) <= 0) ? requireNonNull(one) : two;
        legacyTimes = times(legacy, nextLegacy);
        newTimes = times(replacement, nextNew);
        together = legacyTimes == newTimes ? legacyTimes : 0;
        return true;
    }

    private int times(Fields fields, int from) {
        int to = from;
        while (to < fields.size() && fields.name(to).equals(name)) {
            to++;
        }
        return to - from;
    }

    String name() {
        return name;
    }

    /** {@return what legacy has, null if nothing} */
    @Nullable
    Node legacy() {
        return legacyValue;
    }

    /** {@return what the new side has, null if nothing} */
    @Nullable
    Node replacement() {
        return newValue;
    }

    /** {@return whether both sides have the name, but not as often} */
    boolean isRepeated() {
        return legacyTimes != newTimes && legacyTimes > 0 && newTimes > 0;
    }
}
