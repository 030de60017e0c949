package dev.switchback.canary.structure;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.StructureTolerance.Aspect;
import java.util.Set;

/** Says whether two structures are the same, without saying where they are not. For one thread. */
final class Sameness {

    private final Rules rules;
    private final Effort effort;

    Sameness(Rules rules, Effort effort) {
        this.rules = rules;
        this.effort = effort;
    }

    /** How much two structures have in common. */
    enum Degree {
        /** There is nothing to report. */
        SAME,
        /** There are cosmetic differences alone. */
        ALIKE,
        /** There is a difference that counts. */
        OTHER;

        Degree or(Degree another) {
            return compareTo(another) >= 0 ? this : another;
        }
    }

    Degree of(Node legacy, Node replacement, Place place) {
        effort.step();
        if (legacy instanceof Node.Unreadable || replacement instanceof Node.Unreadable) {
            return Degree.OTHER;
        }
        Degree found = degree(legacy, replacement, place);
        return found == Degree.OTHER && rules.isMetadata(place) ? Degree.ALIKE : found;
    }

    private Degree degree(Node legacy, Node replacement, Place place) {
        if (legacy instanceof Leaf one && replacement instanceof Leaf two) {
            return leaves(one, two);
        }
        if (legacy instanceof Items one && replacement instanceof Items two) {
            return items(one, two, place);
        }
        if (legacy instanceof Fields one && replacement instanceof Fields two) {
            return fields(one, two, place);
        }
        return Degree.OTHER;
    }

    private Degree leaves(Leaf legacy, Leaf replacement) {
        Set<DiscrepancyType> found = rules.leaves().differences(legacy, replacement);
        if (found.isEmpty()) {
            return Degree.SAME;
        }
        boolean cosmetic = found.stream().allMatch(type -> type.severity() == Severity.INFO);
        return cosmetic ? Degree.ALIKE : Degree.OTHER;
    }

    private Degree items(Items legacy, Items replacement, Place place) {
        if (legacy.size() != replacement.size()) {
            return Degree.OTHER;
        }
        if (!rules.isOrdered(place, legacy.isOrdered() && replacement.isOrdered())) {
            return pairs(legacy, replacement, place);
        }
        Degree found = Degree.SAME;
        for (int index = 0; index < legacy.size() && found != Degree.OTHER; index++) {
            found = found.or(of(legacy.get(index), replacement.get(index), place.element(index)));
        }
        return found;
    }

    private Degree pairs(Items legacy, Items replacement, Place place) {
        Pairing pairing = Pairing.of(legacy, replacement, new Pairing.Task(place, rules, effort));
        Degree found = pairing.onlyLegacy().length == 0 ? Degree.SAME : Degree.OTHER;
        for (int index = 0; index < legacy.size() && found != Degree.OTHER; index++) {
            if (!pairing.isSame(index)) {
                Node partner = replacement.get(pairing.partner(index));
                found = found.or(of(legacy.get(index), partner, place.element(index)));
            }
        }
        return found;
    }

    private Degree fields(Fields legacy, Fields replacement, Place place) {
        Degree found = rules.classes(legacy, replacement)
                .map(type -> type.severity() == Severity.INFO ? Degree.ALIKE : Degree.OTHER)
                .orElse(Degree.SAME);
        Merge merge = new Merge(legacy, replacement);
        while (found != Degree.OTHER && merge.next()) {
            found = found.or(field(merge, place));
        }
        return found;
    }

    private Degree field(Merge merge, Place place) {
        Node one = merge.legacy();
        Node two = merge.replacement();
        Place there = place.field(merge.name());
        if (one != null && two != null) {
            Degree values = of(one, two, there);
            return merge.isRepeated() && values != Degree.OTHER ? unlessMetadata(there) : values;
        }
        Node only = one == null ? two : one;
        return only == Leaf.NULL && rules.ignores(Aspect.NULLS) ? Degree.SAME : unlessMetadata(there);
    }

    private Degree unlessMetadata(Place place) {
        return rules.isMetadata(place) ? Degree.ALIKE : Degree.OTHER;
    }
}
