package dev.switchback.schema.down.text;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.Collection;
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
 * @param same objects that are on both sides
 * @param missing objects that are to be, and are not
 * @param extra objects that are, and are not to be
 */
public record Pairs(List<Pair> same, List<SchemaObject> missing, List<SchemaObject> extra) {

    private static final String ATTACHED = "attached";

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
     * @param forgotten places of objects, as {@link #place} gives them, that are nothing to be kept
     */
    public static Pairs of(SchemaSnapshot current, SchemaSnapshot target, Set<String> forgotten) {
        Map<String, SchemaObject> byPlace = new HashMap<>();
        Map<String, SchemaObject> byKey = new HashMap<>();
        for (SchemaObject object : current.objects()) {
            if (!forgotten.contains(place(object)) && !forgotten.contains(parentPlace(object))) {
                byPlace.put(place(object), object);
                byKey.put(object.key(), object);
            }
        }
        Map<String, Pair> found = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (SchemaObject object : target.objects()) {
            SchemaObject match = byPlace.get(place(object));
            if (match != null && isPossible(match, object)) {
                found.put(object.key(), new Pair(match, object));
                taken.add(match.key());
            }
        }
        for (SchemaObject object : target.objects()) {
            SchemaObject match = byKey.get(object.key());
            if (match != null && !found.containsKey(object.key()) && taken.add(match.key())) {
                found.put(object.key(), new Pair(match, object));
            }
        }
        pairAttached(byKey.values(), target, found);
        return of(current, target, found);
    }

    /** What a partition has because its parent has it gets a name from the server. */
    private static void pairAttached(Collection<SchemaObject> current, SchemaSnapshot target, Map<String, Pair> found) {
        Set<String> taken = new HashSet<>();
        found.values().forEach(pair -> taken.add(pair.current().key()));
        Map<String, SchemaObject> free = new HashMap<>();
        for (SchemaObject object : current) {
            if (object.has(ATTACHED) && !taken.contains(object.key())) {
                free.put(attachment(object), object);
            }
        }
        for (SchemaObject object : target.objects()) {
            SchemaObject match = object.has(ATTACHED) ? free.get(attachment(object)) : null;
            if (match != null && !found.containsKey(object.key())) {
                found.put(object.key(), new Pair(match, object));
            }
        }
    }

    private static String attachment(SchemaObject object) {
        return object.kind() + " " + object.within() + ' ' + object.get(ATTACHED);
    }

    private static Pairs of(SchemaSnapshot current, SchemaSnapshot target, Map<String, Pair> found) {
        List<Pair> same = new ArrayList<>();
        List<SchemaObject> missing = new ArrayList<>();
        Set<String> kept = new HashSet<>();
        for (SchemaObject object : target.objects()) {
            Pair pair = found.get(object.key());
            if (pair == null) {
                missing.add(object);
            } else {
                same.add(pair);
                kept.add(pair.current().key());
            }
        }
        List<SchemaObject> extra = current.objects().stream()
                .filter(object -> !kept.contains(object.key()))
                .toList();
        return new Pairs(same, missing, extra);
    }

    /** {@return where an object is in the catalogs} */
    public static String place(SchemaObject object) {
        return object.kind().catalog()
                + ' '
                + object.identity().oid()
                + ' '
                + object.identity().sub();
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
                    case CAST, OPERATOR, USER_MAPPING, DEFAULT_PRIVILEGE ->
                        current.path().equals(target.path());
                    default -> true;
                };
    }

    private static String arguments(SchemaObject routine) {
        String path = routine.path();
        return path.substring(path.lastIndexOf('('));
    }
}
