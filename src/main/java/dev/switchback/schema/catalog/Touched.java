package dev.switchback.schema.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has been written in the catalogs since a moment.
 *
 * <p>Each row of a catalog knows the transaction that wrote it; rows that are gone are told from the identifiers that
 * are left. A definition is made of names besides what is in its own rows, so that after a renaming all is to be read.
 */
final class Touched {

    private static final String RELATIONS = "pg_class";

    /** Of which relations something of a kind can be; of others of any. */
    private static final Map<ObjectKind, Set<ObjectKind>> HOLDERS = Map.of(
            ObjectKind.TABLE, Set.of(ObjectKind.TABLE),
            ObjectKind.VIEW, Set.of(ObjectKind.VIEW),
            ObjectKind.MATERIALIZED_VIEW, Set.of(ObjectKind.MATERIALIZED_VIEW),
            ObjectKind.COMPOSITE, Set.of(ObjectKind.COMPOSITE),
            ObjectKind.CONSTRAINT, Set.of(ObjectKind.TABLE),
            ObjectKind.INDEX, Set.of(ObjectKind.TABLE, ObjectKind.MATERIALIZED_VIEW));

    private final Map<String, Set<Long>> touched;
    private final Set<ObjectKind> relations;
    private final Set<String> gone = new HashSet<>();

    private Touched(Look look) {
        this.touched = look.touched();
        this.relations = EnumSet.noneOf(ObjectKind.class);
        relations.addAll(look.written());
    }

    /** {@return what a look found that was told when the earlier objects were read} */
    static Touched of(Look look, Collection<SchemaObject> earlier) {
        Touched touched = new Touched(look);
        if (!look.there().isEmpty()) {
            touched.compare(earlier, look.there());
        }
        touched.noteRelations(earlier);
        return touched;
    }

    private void add(String catalog, long oid) {
        touched.computeIfAbsent(catalog, key -> new HashSet<>()).add(oid);
    }

    private void compare(Collection<SchemaObject> earlier, Map<String, Set<Long>> there) {
        for (SchemaObject object : earlier) {
            String catalog = object.kind().catalog();
            Set<Long> left = there.get(catalog);
            if (left != null && !left.contains(object.identity().oid())) {
                gone.add(object.key());
                if (object.identity().parent() != 0 && object.identity().sub() == 0) {
                    add(object.kind().parentCatalog(), object.identity().parent());
                }
            }
        }
    }

    /** What is touched is new, and was told with its kind, or was there before. */
    private void noteRelations(Collection<SchemaObject> earlier) {
        Set<Long> oids = touched.getOrDefault(RELATIONS, Set.of());
        for (SchemaObject object : earlier) {
            Identity identity = object.identity();
            if (identity.sub() == 0 && oids.contains(identity.oid())) {
                relations.add(object.kind());
            }
        }
    }

    /** {@return whether members of extensions changed, and with them what is a schema's own} */
    boolean extensions() {
        return touched.containsKey("pg_extension");
    }

    /**
     * Returns whether a relation was touched that is none of these, such as another schema's: definitions may be made of
     * its names.
     */
    boolean isAnyBeyond(Collection<SchemaObject> earlier, Collection<SchemaObject> now) {
        Set<Long> beyond = new HashSet<>(touched.getOrDefault(RELATIONS, Set.of()));
        for (Collection<SchemaObject> side : List.of(earlier, now)) {
            side.stream()
                    .filter(object -> object.kind().catalog().equals(RELATIONS))
                    .forEach(object -> beyond.remove(object.identity().oid()));
        }
        return !beyond.isEmpty();
    }

    /** {@return whether any object of a kind may have been touched} */
    boolean any(ObjectKind kind) {
        Set<ObjectKind> holders = HOLDERS.getOrDefault(kind, Set.of());
        return touched.containsKey(CatalogQueries.touchable(kind))
                && (holders.isEmpty() || holders.stream().anyMatch(relations::contains));
    }

    /** {@return the touched objects of a catalog as the text of an array} */
    String array(String catalog) {
        return touched.getOrDefault(catalog, Set.of()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** {@return the objects that are as they were} */
    List<SchemaObject> untouched(Collection<SchemaObject> earlier) {
        List<SchemaObject> untouched = new ArrayList<>();
        for (SchemaObject object : earlier) {
            String catalog = CatalogQueries.touchable(object.kind());
            if (!catalog.isEmpty() && !gone.contains(object.key()) && !isTouched(catalog, object)) {
                untouched.add(object);
            }
        }
        return untouched;
    }

    private boolean isTouched(String catalog, SchemaObject object) {
        Set<Long> oids = touched.getOrDefault(catalog, Set.of());
        Identity identity = object.identity();
        boolean ofParent = object.kind().parentCatalog().equals(catalog) && oids.contains(identity.parent());
        boolean itself = object.kind().catalog().equals(catalog) && oids.contains(identity.oid());
        return ofParent || itself;
    }
}
