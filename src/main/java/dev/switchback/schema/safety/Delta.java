package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a migration did to the schema: every object that it made, dropped or changed.
 *
 * @param before the schema before it
 * @param after the schema after it
 * @param keys the objects, as {@link SchemaObject#key()} names them
 */
public record Delta(SchemaSnapshot before, SchemaSnapshot after, Set<String> keys) {

    /** {@return what differs between two snapshots; the place of a column alone says nothing of the column} */
    public static Delta between(SchemaSnapshot before, SchemaSnapshot after) {
        Set<String> keys = new TreeSet<>();
        for (SchemaObject object : before.objects()) {
            SchemaObject now = after.get(object.key());
            if (now == null || !object.isDefinedAlike(now)) {
                keys.add(object.key());
            }
        }
        for (SchemaObject object : after.objects()) {
            if (before.get(object.key()) == null) {
                keys.add(object.key());
            }
        }
        return new Delta(before, after, keys);
    }

    /** {@return what of the schema before it is needed to tell whether it was taken back} */
    public SchemaSnapshot essence() {
        Set<String> near = new TreeSet<>();
        for (String key : keys) {
            for (SchemaSnapshot side : List.of(before, after)) {
                SchemaObject object = side.get(key);
                if (object != null) {
                    near.add(object.path());
                    near.add(object.within());
                }
            }
        }
        return before.only(object -> keys.contains(object.key())
                || near.contains(object.path())
                || (object.kind() == ObjectKind.COLUMN && near.contains(object.within())));
    }

    /** {@return the objects that it made} */
    public List<SchemaObject> made() {
        return those(after, before, false);
    }

    /** {@return the objects that it dropped} */
    public List<SchemaObject> dropped() {
        return those(before, after, false);
    }

    /** {@return the objects that it changed, as they were} */
    public List<SchemaObject> changed() {
        return those(before, after, true);
    }

    private List<SchemaObject> those(SchemaSnapshot side, SchemaSnapshot other, boolean inBoth) {
        List<SchemaObject> found = new ArrayList<>();
        for (String key : keys) {
            SchemaObject object = side.get(key);
            if (object != null && (other.get(key) != null) == inBoth) {
                found.add(object);
            }
        }
        return found;
    }

    /** {@return the object as it is after the migration} */
    public Optional<SchemaObject> now(SchemaObject was) {
        return after.find(was.kind(), was.path());
    }
}
