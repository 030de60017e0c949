package dev.switchback.canary.structure;

import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.difference.Severity;
import dev.switchback.canary.structure.Findings.Found;
import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Unreadable;
import dev.switchback.canary.structure.StructureTolerance.Aspect;
import org.jspecify.annotations.Nullable;

/**
 * Goes through two structures side by side and finds every difference. It calls itself once for each level, which the
 * depth that is read bounds. For one thread.
 */
final class Walker {

    private static final String ABSENT = "absent";

    private final Rules rules;
    private final Effort effort;
    private final Findings findings;

    Walker(Rules rules, Effort effort, Findings findings) {
        this.rules = rules;
        this.effort = effort;
        this.findings = findings;
    }

    void compare(Node legacy, Node replacement, Place place) {
        effort.step();
        if (legacy instanceof Unreadable || replacement instanceof Unreadable) {
            unreadable(legacy, replacement, place);
        } else if (legacy instanceof Leaf one && replacement instanceof Leaf two) {
            leaves(one, two, place);
        } else if (legacy instanceof Items one && replacement instanceof Items two) {
            items(one, two, place);
        } else if (legacy instanceof Fields one && replacement instanceof Fields two) {
            fields(one, two, place);
        } else {
            other(legacy, replacement, place);
        }
    }

    private void unreadable(Node legacy, Node replacement, Place place) {
        String one = legacy instanceof Unreadable broken ? "legacy %s".formatted(broken.why()) : "";
        String two = replacement instanceof Unreadable broken ? "the new side %s".formatted(broken.why()) : "";
        String both = one.isEmpty() || two.isEmpty() ? one + two : "%s, %s".formatted(one, two);
        add(
                place,
                Found.of(
                        DiscrepancyType.COMPARISON_ERROR,
                        "cannot be compared: %s".formatted(both),
                        change(legacy, replacement)),
                null,
                null);
    }

    private void leaves(Leaf legacy, Leaf replacement, Place place) {
        for (DiscrepancyType type : rules.leaves().differences(legacy, replacement)) {
            switch (type) {
                case MODEL_STRUCTURE -> other(legacy, replacement, place);
                case COMPARISON_ERROR ->
                    add(
                            place,
                            Found.of(type, "cannot be compared: its equals threw", change(legacy, replacement)),
                            null,
                            null);
                default -> {
                    String what =
                            type == DiscrepancyType.TIMESTAMP ? "the date and time differs" : "white space differs";
                    add(
                            place,
                            Found.of(type, "only %s".formatted(what), change(legacy, replacement)),
                            legacy,
                            replacement);
                }
            }
        }
    }

    private void other(Node legacy, Node replacement, Place place) {
        String one = legacy.kind();
        String two = replacement.kind();
        String message = one.equals(two) ? "differs" : "is %s in legacy and %s in new".formatted(one, two);
        add(
                place,
                Found.of(DiscrepancyType.MODEL_STRUCTURE, message, change(legacy, replacement)),
                legacy,
                replacement);
    }

    private static String change(Node legacy, Node replacement) {
        return "%s -> %s".formatted(legacy.kind(), replacement.kind());
    }

    private void items(Items legacy, Items replacement, Place place) {
        Pairing pairing = Pairing.of(legacy, replacement, new Pairing.Task(place, rules, effort));
        int[] onlyLegacy = pairing.onlyLegacy();
        int[] onlyNew = pairing.onlyNew();
        boolean accepted =
                onlyLegacy.length + onlyNew.length <= rules.tolerance().modelCount();
        Severity severity = accepted ? Severity.WARNING : Severity.CRITICAL;
        if (legacy.size() != replacement.size()) {
            findings.add(
                    place,
                    Found.of(DiscrepancyType.MODEL_COUNT, "has another number of elements", "count")
                            .weighed(severity),
                    Integer.toString(legacy.size()),
                    Integer.toString(replacement.size()));
        }
        if (!pairing.isInOrder()) {
            add(
                    place,
                    Found.of(DiscrepancyType.MODEL_STRUCTURE, "the elements are in another order", "order"),
                    legacy,
                    replacement);
        }
        for (int index = 0; index < legacy.size(); index++) {
            if (pairing.partner(index) >= 0 && !pairing.isSame(index)) {
                compare(legacy.get(index), replacement.get(pairing.partner(index)), place.element(index));
            }
        }
        for (int index : onlyLegacy) {
            only(legacy.get(index), null, place.element(index), severity);
        }
        for (int index : onlyNew) {
            only(null, replacement.get(index), place.element(index), severity);
        }
    }

    private void fields(Fields legacy, Fields replacement, Place place) {
        rules.classes(legacy, replacement)
                .ifPresent(type -> findings.add(
                        place, Found.of(type, "is of another class", "class"), name(legacy), name(replacement)));
        Merge merge = new Merge(legacy, replacement);
        while (merge.next()) {
            Place there = place.field(merge.name());
            Node one = merge.legacy();
            Node two = merge.replacement();
            if (one != null && two != null) {
                if (merge.isRepeated()) {
                    add(
                            there,
                            Found.of(
                                    DiscrepancyType.MODEL_STRUCTURE,
                                    "one side repeats this key; the last of each is compared",
                                    "repeated key"),
                            null,
                            null);
                }
                compare(one, two, there);
            } else if (!isAsGoodAsAbsent(one == null ? two : one)) {
                only(one, two, there, Severity.CRITICAL);
            }
        }
    }

    private boolean isAsGoodAsAbsent(@Nullable Node value) {
        return value == Leaf.NULL && rules.ignores(Aspect.NULLS);
    }

    private static String name(Fields fields) {
        Class<?> type = fields.type();
        return type == null ? "a map" : type.getName();
    }

    private void only(@Nullable Node legacy, @Nullable Node replacement, Place place, Severity severity) {
        String message = replacement == null ? "only legacy has this" : "only the new side has this";
        String change = "%s -> %s"
                .formatted(legacy == null ? ABSENT : legacy.kind(), replacement == null ? ABSENT : replacement.kind());
        add(place, Found.of(DiscrepancyType.MODEL_STRUCTURE, message, change).weighed(severity), legacy, replacement);
    }

    private void add(Place place, Found found, @Nullable Node legacy, @Nullable Node replacement) {
        findings.add(place, found, legacy, replacement);
    }
}
