package dev.switchback.schema.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where one schema differs from another, object by object.
 *
 * @param changes what is in the way of being the same, most of all whole objects
 * @param moved columns that are there, but at another place
 */
public record SchemaDifference(List<Change> changes, List<Change> moved) {

    private static final int SHOWN = 200;
    private static final int BEFORE = 50; // of that what is still the same

    /** Copies both. */
    public SchemaDifference {
        changes = List.copyOf(changes);
        moved = List.copyOf(moved);
    }

    /**
     * One thing that differs.
     *
     * @param object the object, such as {@code column public.a.b}
     * @param what what it is about it, such as {@code is missing}
     */
    public record Change(String object, String what) {

        @Override
        public String toString() {
            return object + ": " + what;
        }
    }

    /** {@return what differs in the second from the first} */
    public static SchemaDifference between(SchemaSnapshot expected, SchemaSnapshot actual) {
        List<Change> changes = new ArrayList<>();
        List<Change> moved = new ArrayList<>();
        for (SchemaObject object : expected.inAnyOrder()) {
            SchemaObject found = actual.get(object.key());
            if (found == null) {
                changes.add(new Change(object.key(), "is missing"));
            } else if (!object.isDefinedAs(found)) {
                compare(object, found, changes, moved);
            }
        }
        for (SchemaObject object : actual.inAnyOrder()) {
            if (expected.get(object.key()) == null) {
                changes.add(new Change(object.key(), "is there, and should not be"));
            }
        }
        Comparator<Change> order = Comparator.comparing(Change::object).thenComparing(Change::what);
        changes.sort(order);
        moved.sort(order);
        return new SchemaDifference(changes, moved);
    }

    private static void compare(SchemaObject expected, SchemaObject actual, List<Change> changes, List<Change> moved) {
        Map<String, String> before = expected.definition();
        Map<String, String> after = actual.definition();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String one = before.get(name);
            String other = after.get(name);
            if (!Objects.equals(one, other)) {
                boolean place = name.equals(SchemaObject.POSITION) && expected.isFreelyPlaced();
                (place ? moved : changes)
                        .add(new Change(
                                expected.key(),
                                "%s is %s, not %s".formatted(name, shown(other, one), shown(one, other))));
            }
        }
    }

    /** A part of what is long: that in which it is not the same. */
    private static String shown(@Nullable String value, @Nullable String besides) {
        if (value == null) {
            return "not set";
        }
        String line = line(value);
        String other = besides == null ? "" : line(besides);
        int same = 0;
        while (same < Math.min(line.length(), other.length()) && line.charAt(same) == other.charAt(same)) {
            same++;
        }
        int from = same <= SHOWN - BEFORE ? 0 : same - BEFORE;
        int to = Math.min(line.length(), from + SHOWN);
        return (from == 0 ? "" : "...") + line.substring(from, to) + (to == line.length() ? "" : "...");
    }

    private static String line(String value) {
        return value.replaceAll("\\s+", " ").strip();
    }

    /** {@return whether nothing differs at all} */
    public boolean isNone() {
        return changes.isEmpty() && moved.isEmpty();
    }

    /** {@return how far the two are the same} */
    public SchemaVerdict verdict() {
        if (!changes.isEmpty()) {
            return SchemaVerdict.DIFFERENT;
        }
        return moved.isEmpty() ? SchemaVerdict.IDENTICAL : SchemaVerdict.EQUIVALENT;
    }

    /** {@return a line for each thing that differs, those that matter first} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        changes.forEach(change -> lines.add(change.toString()));
        moved.forEach(change -> lines.add(change.toString()));
        return lines;
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines());
    }
}
