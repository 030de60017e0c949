package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a migration did to the schema: every object that it made, dropped or changed.
 *
 * @param before the schema before it
 * @param after the schema after it
 * @param keys the objects, as {@link SchemaObject#key()} names them
 */
public record Delta(SchemaSnapshot before, SchemaSnapshot after, Set<String> keys) {

    private static final String IN_SCHEMA = "in schema";

    /**
     * Returns what differs between two snapshots; the place of a column alone says nothing of the column.
     *
     * @param before its identifiers are those of the database of the other one
     */
    public static Delta between(SchemaSnapshot before, SchemaSnapshot after) {
        Set<String> keys = new TreeSet<>();
        SchemaSnapshot known = before.withPathsOf(after);
        for (SchemaObject object : known.inAnyOrder()) {
            SchemaObject now = after.get(object.key());
            if (now == null || object.hasLeft() || !object.isDefinedAlike(now)) {
                keys.add(object.key());
            }
        }
        for (SchemaObject object : after.inAnyOrder()) {
            if (before.get(object.key()) == null) {
                keys.add(object.key());
            }
        }
        return new Delta(known, after, keys);
    }

    /**
     * An object that has another path since the migration, with all that it holds.
     *
     * @param was as it was before
     * @param is as it is now
     */
    public record Renaming(SchemaObject was, SchemaObject is) {

        /** {@return whether it has kept its own name, and only what it belongs to was renamed} */
        boolean isOnlyAlong() {
            return was.name().equals(is.name())
                    && was.address().schema().equals(is.address().schema());
        }

        /** {@return whether a column or a table is defined in another way too} */
        boolean isChangedToo() {
            boolean spelledOut = was.kind() == ObjectKind.COLUMN || was.kind() == ObjectKind.TABLE;
            return spelledOut && !definition(was).equals(definition(is));
        }

        private static Map<String, String> definition(SchemaObject object) {
            Map<String, String> definition = object.definition();
            definition.remove(SchemaObject.POSITION);
            return definition;
        }
    }

    /** {@return the objects that it renamed, or that are at another path since what they belong to is} */
    public List<Renaming> renamed() {
        List<Renaming> found = new ArrayList<>();
        for (String key : keys) {
            SchemaObject was = before.get(key);
            if (was != null) {
                was.laterPath()
                        .flatMap(path -> after.find(was.kind(), path))
                        .filter(is -> keys.contains(is.key()))
                        .ifPresent(is -> found.add(new Renaming(was, is)));
            }
        }
        return found;
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

    /** {@return the objects that it made, without those that it only renamed} */
    public List<SchemaObject> made() {
        Set<String> there = new TreeSet<>();
        renamed().forEach(one -> there.add(one.is().key()));
        return those(after, object -> {
            SchemaObject was = before.get(object.key());
            return (was == null || !isStill(was)) && !there.contains(object.key());
        });
    }

    /** {@return the objects that it dropped, without those that it only renamed} */
    public List<SchemaObject> dropped() {
        Set<String> still = new TreeSet<>();
        renamed().forEach(one -> still.add(one.was().key()));
        return those(before, object -> !isStill(object) && !still.contains(object.key()));
    }

    /** {@return the objects that it changed, as they were} */
    public List<SchemaObject> changed() {
        return those(before, this::isStill);
    }

    /** What has the name of one that has left is another thing. */
    private boolean isStill(SchemaObject was) {
        return !was.hasLeft() && after.get(was.key()) != null;
    }

    private List<SchemaObject> those(SchemaSnapshot side, Predicate<SchemaObject> wanted) {
        return keys.stream()
                .flatMap(key -> Stream.ofNullable(side.get(key)))
                .filter(wanted)
                .toList();
    }

    /** {@return whether a type has another name since the migration: it was renamed or moved, or its extension was} */
    boolean isRenamedType(String from, String to) {
        boolean renamed = renamed().stream()
                .anyMatch(one -> one.was().path().equals(from.replace("[]", ""))
                        && one.is().path().equals(to.replace("[]", "")));
        return renamed
                || changed().stream()
                        .filter(was -> was.kind() == ObjectKind.EXTENSION)
                        .anyMatch(was -> isOfMoved(was, from, to));
    }

    private boolean isOfMoved(SchemaObject extension, String from, String to) {
        String then = extension.get(IN_SCHEMA, "");
        String now = now(extension).map(is -> is.get(IN_SCHEMA)).orElse("");
        return from.startsWith(then + '.') && to.equals(now + from.substring(then.length()));
    }

    /** {@return what has the path of an object after the migration} */
    public Optional<SchemaObject> now(SchemaObject was) {
        return after.find(was.kind(), was.path());
    }

    /** {@return the path that a table of before has after the migration, which is none if another has its name} */
    public String tableNow(String path) {
        return before.find(ObjectKind.TABLE, path)
                .filter(SchemaObject::hasLeft)
                .map(was -> was.laterPath().orElse(""))
                .orElse(path);
    }
}
