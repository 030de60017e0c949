package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import dev.switchback.schema.down.text.Pairs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The schema that is, and the one that is to be, side by side. */
public final class Sides {

    private final SchemaSnapshot current;
    private final SchemaSnapshot target;
    private final Pairs pairs;
    private final String role;
    private final boolean exchangesEnums;
    private final Set<String> extraKeys = new HashSet<>();
    private final Set<String> missingKeys = new HashSet<>();

    /**
     * Puts them side by side.
     *
     * @param role who runs the statements, and owns what they create
     * @param given what was found out on the way
     */
    public Sides(SchemaSnapshot current, SchemaSnapshot target, String role, Given given) {
        this.current = current;
        this.target = target;
        this.role = role;
        this.pairs = Pairs.of(current, target, given.forgotten());
        this.exchangesEnums = given.exchangesEnums();
        pairs.extra().forEach(object -> extraKeys.add(object.address().path()));
        pairs.missing().forEach(object -> missingKeys.add(object.key()));
    }

    /**
     * What was found out on the way.
     *
     * @param forgotten places of objects that are nothing to be kept
     * @param exchangesEnums whether an enum that lacks a label is made anew, since a label that was added in a
     *     transaction cannot be used in it
     */
    public record Given(Set<String> forgotten, boolean exchangesEnums) {

        /** Copies the places. */
        public Given {
            forgotten = Set.copyOf(forgotten);
        }
    }

    Pairs pairs() {
        return pairs;
    }

    String role() {
        return role;
    }

    int version() {
        return target.version();
    }

    SchemaSnapshot current() {
        return current;
    }

    SchemaSnapshot target() {
        return target;
    }

    /** {@return the parts of a kind that something is to have, in the order of their positions} */
    List<SchemaObject> targetParts(SchemaObject whole, ObjectKind kind) {
        return parts(target, whole, kind);
    }

    /** {@return the parts of a kind that something has, in the order of their positions} */
    List<SchemaObject> currentParts(SchemaObject whole, ObjectKind kind) {
        return parts(current, whole, kind);
    }

    /** {@return whether an enum that lacks a label is made anew} */
    boolean exchangesEnums() {
        return exchangesEnums;
    }

    private static List<SchemaObject> parts(SchemaSnapshot snapshot, SchemaObject whole, ObjectKind kind) {
        return snapshot.partsOf(whole.path()).stream()
                .filter(part -> part.kind() == kind)
                .sorted((one, other) -> Integer.compare(position(one), position(other)))
                .toList();
    }

    private static int position(SchemaObject part) {
        return Integer.parseInt(part.get(SchemaObject.POSITION, "0"));
    }

    /** {@return whether what an object belongs to goes too, and takes it along} */
    boolean goesWithItsWhole(SchemaObject object) {
        return !object.within().isEmpty() && extraKeys.contains(object.within());
    }

    /** {@return whether it is the sequence of a column that goes} */
    boolean goesWithItsOwner(SchemaObject object) {
        return object.kind() == ObjectKind.SEQUENCE && extraKeys.contains(object.get("owned by", ""));
    }

    /** {@return whether what an object belongs to is created, and brings it along} */
    boolean comesWithItsWhole(SchemaObject object) {
        for (ObjectKind kind : WHOLES) {
            if (missingKeys.contains(kind.word() + ' ' + object.within())) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether an object is to be created} */
    boolean isMissing(ObjectKind kind, String path) {
        return missingKeys.contains(kind.word() + ' ' + path);
    }

    private static final List<ObjectKind> WHOLES = List.of(
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.COMPOSITE,
            ObjectKind.ENUM,
            ObjectKind.DOMAIN);
}
