package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements for what nearly every object has: an owner, a comment, privileges. */
final class Settings {

    /** Those whose owner goes with what they belong to. */
    private static final Set<ObjectKind> OWNED = EnumSet.of(
            ObjectKind.SCHEMA,
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.ENUM,
            ObjectKind.DOMAIN,
            ObjectKind.COMPOSITE,
            ObjectKind.RANGE,
            ObjectKind.BASE_TYPE,
            ObjectKind.ROUTINE,
            ObjectKind.AGGREGATE,
            ObjectKind.STATISTICS,
            ObjectKind.EVENT_TRIGGER,
            ObjectKind.PUBLICATION,
            ObjectKind.OPERATOR,
            ObjectKind.OPERATOR_CLASS,
            ObjectKind.OPERATOR_FAMILY,
            ObjectKind.COLLATION,
            ObjectKind.TEXT_SEARCH_CONFIGURATION,
            ObjectKind.TEXT_SEARCH_DICTIONARY,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.SERVER,
            ObjectKind.LANGUAGE,
            ObjectKind.CONVERSION);

    private Settings() {}

    /** {@return what a new object lacks} */
    static List<Step> ofNew(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (!isPartOfSequence(target, sides)) {
            owner(sides.role(), target, steps);
        }
        comment(null, target, steps);
        if (target.has("grants") && !GlobalDdl.isOfPrivileges(target)) {
            steps.addAll(Grants.steps(null, target, sides));
        }
        return steps;
    }

    private static boolean isPartOfSequence(SchemaObject target, Sides sides) {
        return target.kind() == ObjectKind.SEQUENCE
                && target.has("owned by")
                && !sides.role().isEmpty();
    }

    /** {@return what makes the settings of one those of the other} */
    static List<Step> of(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        owner(current.get("owner", ""), target, steps);
        if (!Objects.equals(current.get("comment"), target.get("comment"))) {
            comment(current.get("comment"), target, steps);
        }
        boolean granted = !Objects.equals(current.get("grants"), target.get("grants"));
        if (granted && !GlobalDdl.isOfPrivileges(target)) {
            steps.addAll(Grants.steps(current, target, sides));
        }
        return steps;
    }

    private static void owner(String now, SchemaObject target, List<Step> steps) {
        String owner = target.get("owner");
        if (owner != null && OWNED.contains(target.kind()) && !owner.equals(now)) {
            steps.add(Step.of(
                    Step.Order.FINISH,
                    target,
                    "ALTER %s OWNER TO %s".formatted(Words.address(target), Names.quoted(owner))));
        }
    }

    private static void comment(@Nullable String now, SchemaObject target, List<Step> steps) {
        String comment = target.get("comment");
        if (comment != null || now != null) {
            steps.add(comment(target, Words.address(target), comment));
        }
    }

    /** {@return what says something about an object, or about a part of it that has an address of its own} */
    static Step comment(SchemaObject target, String address, @Nullable String comment) {
        return Step.of(
                Step.Order.FINISH,
                target,
                "COMMENT ON %s IS %s".formatted(address, comment == null ? "NULL" : Names.literal(comment)));
    }
}
