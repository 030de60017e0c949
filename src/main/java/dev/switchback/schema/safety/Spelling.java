package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.SchemaDifference;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.catalog.SchemaSnapshot;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether what differs from how a migration found it is only said in another way, since the server is another version
 * now: one writes expressions and definitions otherwise than the other, and from 18 on {@code NOT NULL} has a name.
 */
public final class Spelling {

    private static final String NOT_NULL = "not null";

    /** What the server writes out of what it has parsed. */
    private static final Set<String> WRITTEN = Set.of(
            "definition",
            "default",
            "generated",
            "bound",
            "partition by",
            "using",
            "with check",
            "expression",
            "query");

    private static final Pattern MOMENT = Pattern.compile(
            "'(?:\\d{4,}-\\d\\d-\\d\\d(?: \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)?|\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)(?:[+-]\\d\\d(?::\\d\\d)*)?'");

    private final Delta own;
    private final SchemaSnapshot expected;
    private final SchemaSnapshot actual;

    /**
     * Makes one.
     *
     * @param own what the migration did
     * @param expected the schema as it should be
     * @param actual the schema as it is
     */
    public Spelling(Delta own, SchemaSnapshot expected, SchemaSnapshot actual) {
        this.own = own;
        this.expected = expected;
        this.actual = actual;
    }

    /** What a difference is. */
    public enum Kind {
        /** It says the same. */
        SAME,
        /** Nobody can tell whether it does. */
        UNSURE,
        /** It is another thing. */
        ANOTHER
    }

    /** {@return what one of the differences is} */
    public Kind of(SchemaDifference.Change change) {
        SchemaObject one = expected.get(change.object());
        SchemaObject other = actual.get(change.object());
        boolean stored = isOfAnotherServer(own.before(), actual) && own.keys().contains(change.object());
        if (!stored || one == null || other == null) {
            return Kind.ANOTHER;
        }
        Set<String> names = new TreeSet<>(one.definition().keySet());
        names.addAll(other.definition().keySet());
        names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
        if (one.has(NOT_NULL) && other.has(NOT_NULL)) {
            names.remove(NOT_NULL);
        }
        names.remove(SchemaObject.POSITION);
        boolean written = names.stream().allMatch(name -> WRITTEN.contains(name) && one.has(name) && other.has(name));
        return names.isEmpty() ? Kind.SAME : written ? Kind.UNSURE : Kind.ANOTHER;
    }

    /**
     * {@return whether one of the differences is only in moments: the server writes the one at which a script ran into
     * what the script defines by a text such as {@code 'now'}, and a down that was made elsewhere holds another}
     */
    public boolean isOfAnotherMoment(SchemaDifference.Change change) {
        SchemaObject one = expected.get(change.object());
        SchemaObject other = actual.get(change.object());
        return one != null
                && other != null
                && !one.definition().equals(other.definition())
                && withoutMoments(one).equals(withoutMoments(other));
    }

    private static Map<String, String> withoutMoments(SchemaObject object) {
        Map<String, String> definition = new TreeMap<>(object.definition());
        definition.remove(SchemaObject.POSITION);
        definition.replaceAll((name, value) ->
                name.equals("comment") ? value : MOMENT.matcher(value).replaceAll("'now'"));
        return definition;
    }

    /** {@return whether one was read from another major version than the other} */
    public static boolean isOfAnotherServer(SchemaSnapshot stored, SchemaSnapshot live) {
        return stored.version() != live.version();
    }

    /** {@return why nobody can tell} */
    public String why() {
        return "the server was version %d when the migration ran and is %d now, which writes these in another way"
                .formatted(own.before().version(), actual.version());
    }
}
