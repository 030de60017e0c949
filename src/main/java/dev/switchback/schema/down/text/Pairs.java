package dev.switchback.schema.down.text;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which object of one schema is which of another: the same by its identifiers, and if there is none, by its name.
 *
 * <p>Identifiers tell a renamed object from a new one for certain, since both schemas are of one database.
 *
 * @param same objects that are on both sides, except for those that are the very same
 * @param missing objects that are to be, and are not
 * @param extra objects that are, and are not to be
 */
public record Pairs(List<Pair> same, List<SchemaObject> missing, List<SchemaObject> extra) {

    private static final String ATTACHED = "attached";

    /** What may be another though it is the very same: it is made of its parts. */
    private static final Set<ObjectKind> IS_ITS_PARTS = Set.of(ObjectKind.ENUM, ObjectKind.COMPOSITE);

    /**
     * An object as it is, and as it is to be.
     *
     * @param current as it is
     * @param target as it is to be
     */
    public record Pair(SchemaObject current, SchemaObject target) {

        public boolean isRenamed() {
            return !current.name().equals(target.name())
                    || !current.address().schema().equals(target.address().schema());
        }
    }

    /**
     * Pairs two schemas.
     *
     * @param forgotten places of objects, as {@link SchemaObject#place()} gives them, that are nothing to be kept
     */
    public static Pairs of(SchemaSnapshot current, SchemaSnapshot target, Set<String> forgotten) {
        List<SchemaObject> wanted = differing(target, current, Set.of());
        Map<String, SchemaObject> byPlace = new HashMap<>();
        Map<String, SchemaObject> byKey = new HashMap<>();
        List<SchemaObject> there = differing(current, target, forgotten);
        for (SchemaObject object : there) {
            if (!forgotten.contains(object.place()) && !forgotten.contains(parentPlace(object))) {
                byPlace.put(object.place(), object);
                byKey.put(object.key(), object);
            }
        }
        Map<String, Pair> found = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (SchemaObject object : wanted) {
            SchemaObject match = byPlace.get(object.place());
            if (match != null && isPossible(match, object)) {
                found.put(object.key(), new Pair(match, object));
                taken.add(match.key());
            }
        }
        for (SchemaObject object : wanted) {
            SchemaObject match = byKey.get(object.key());
            if (match != null && !found.containsKey(object.key()) && taken.add(match.key())) {
                found.put(object.key(), new Pair(match, object));
            }
        }
        pairAttached(byKey.values(), wanted, found);
        return of(there, wanted, found);
    }

    /** Most objects are the very same on both sides, and need no more than that. */
    @SuppressWarnings("ReferenceEquality")
    private static List<SchemaObject> differing(SchemaSnapshot one, SchemaSnapshot other, Set<String> forgotten) {
        return one.inAnyOrder().stream()
                .filter(object -> other.get(object.key()) != object
                        || IS_ITS_PARTS.contains(object.kind())
                        || forgotten.contains(object.place()))
                .sorted(Comparator.comparing(SchemaObject::key))
                .toList();
    }

    /** What a partition has because its parent has it gets a name from the server. */
    private static void pairAttached(
            Collection<SchemaObject> current, List<SchemaObject> wanted, Map<String, Pair> found) {
        Set<String> taken = new HashSet<>();
        found.values().forEach(pair -> taken.add(pair.current().key()));
        Map<String, SchemaObject> free = new HashMap<>();
        for (SchemaObject object : current) {
            if (object.has(ATTACHED) && !taken.contains(object.key())) {
                free.put(attachment(object), object);
            }
        }
        for (SchemaObject object : wanted) {
            SchemaObject match = object.has(ATTACHED) ? free.get(attachment(object)) : null;
            if (match != null && !found.containsKey(object.key())) {
                found.put(object.key(), new Pair(match, object));
            }
        }
    }

    private static String attachment(SchemaObject object) {
        return object.kind() + " " + object.within() + ' ' + object.get(ATTACHED);
    }

    private static Pairs of(List<SchemaObject> there, List<SchemaObject> wanted, Map<String, Pair> found) {
        List<Pair> same = new ArrayList<>();
        List<SchemaObject> missing = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        for (SchemaObject object : wanted) {
            Pair pair = found.get(object.key());
            if (pair == null) {
                missing.add(object);
            } else {
                same.add(pair);
                kept.add(pair.current().key());
            }
        }
        List<SchemaObject> extra =
                there.stream().filter(object -> !kept.contains(object.key())).toList();
        return new Pairs(same, missing, extra);
    }

    private static String parentPlace(SchemaObject object) {
        return object.kind() == ObjectKind.ENUM_LABEL || object.kind() == ObjectKind.DOMAIN_CONSTRAINT
                ? "pg_type " + object.identity().parent() + " 0"
                : "pg_class " + object.identity().parent() + " 0";
    }

    /** A function with other arguments is another function, which a statement cannot make of the first. */
    private static boolean isPossible(SchemaObject current, SchemaObject target) {
        return current.kind() == target.kind()
                && switch (current.kind()) {
                    case ROUTINE, AGGREGATE -> arguments(current).equals(arguments(target));
                    case CAST, OPERATOR, USER_MAPPING, DEFAULT_PRIVILEGE, PRIVILEGE, TRANSFORM ->
                        current.path().equals(target.path());
                    default -> true;
                };
    }

    private static String arguments(SchemaObject routine) {
        String path = routine.path();
        return path.substring(path.lastIndexOf('('));
    }
}
