package dev.switchback.schema.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where the objects of a snapshot are in a later one of the same database, as their identifiers tell. */
final class Whereabouts {

    private final SchemaSnapshot later;
    private final Set<String> places = new HashSet<>();
    private final Map<String, SchemaObject> elsewhere = new HashMap<>();

    Whereabouts(SchemaSnapshot before, SchemaSnapshot later) {
        this.later = later;
        before.inAnyOrder().forEach(object -> places.add(object.place()));
        for (SchemaObject object : later.inAnyOrder()) {
            SchemaObject was = before.get(object.key());
            if (was == null || !was.place().equals(object.place())) {
                elsewhere.put(object.place(), object);
            }
        }
    }

    /** {@return the same object, which knows where it is later if it is not where it was} */
    SchemaObject known(SchemaObject object) {
        if (object.identity().oid() == 0 || object.isStillIn(later)) {
            return object;
        }
        SchemaObject holder = later.get(object.key());
        SchemaObject found = elsewhere.get(object.place());
        if (found != null && found.kind() == object.kind()) {
            return object.laterAt(found.path());
        }
        return holder != null && isSurelyAnother(holder) ? object.laterAt(SchemaObject.NOWHERE) : object;
    }

    /**
     * What was made anew in one go with a drop, such as a constraint, is taken for the same as before, only changed. What
     * had another name is not, nor is a column that has another number in a table that was there.
     */
    private boolean isSurelyAnother(SchemaObject holder) {
        return places.contains(holder.place())
                || (holder.kind() == ObjectKind.COLUMN
                        && places.contains(
                                "pg_class %d 0".formatted(holder.identity().oid())));
    }
}
