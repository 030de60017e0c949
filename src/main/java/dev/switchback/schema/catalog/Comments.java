package dev.switchback.schema.catalog;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is said about objects, and about relations that are part of them: the index of a constraint, the sequence of an
 * identity column.
 *
 * <p>A comment is a row apart, which tells nothing when it goes.
 */
final class Comments {

    /** The attribute for what is said about a relation that is part of an object, by that for its identifier. */
    private static final Map<String, String> OF_PARTS =
            Map.of("~index", "index comment", "~sequence", "sequence comment");

    private Comments() {}

    /**
     * {@return an object with the comments on it, the very same if it has them}
     *
     * @param comments each by the place of what it is about, {@code pg_class 16385 2}
     */
    static SchemaObject on(SchemaObject object, Map<String, String> comments) {
        SchemaObject known = with(object, "comment", comments.isEmpty() ? null : comments.get(commentedAs(object)));
        for (Map.Entry<String, String> part : OF_PARTS.entrySet()) {
            String relation = known.get(part.getKey());
            if (relation != null) {
                known = with(known, part.getValue(), comments.get("pg_class " + relation + " 0"));
            }
        }
        return known;
    }

    private static SchemaObject with(SchemaObject object, String attribute, @Nullable String comment) {
        if (Objects.equals(comment, object.get(attribute))) {
            return object;
        }
        Map<String, String> attributes = new TreeMap<>(object.attributes());
        attributes.remove(attribute);
        if (comment != null) {
            attributes.put(attribute, comment);
        }
        return new SchemaObject(object.kind(), object.identity(), object.address(), attributes);
    }

    /** A composite type is a relation here, and a type where comments are kept. */
    private static String commentedAs(SchemaObject object) {
        return object.kind() == ObjectKind.COMPOSITE ? "pg_type " + object.get("~type", "") + " 0" : object.place();
    }
}
