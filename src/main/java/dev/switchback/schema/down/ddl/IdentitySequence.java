package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.Address;
import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sequence of an identity column: made with it and gone with it, and yet with privileges, a comment, a type and a
 * persistence of its own.
 */
final class IdentitySequence {

    private static final String OPTIONS = "identity options";
    private static final Pattern LIMITS =
            Pattern.compile(" MINVALUE -?\\d+ MAXVALUE -?\\d+( CACHE \\d+ (?:NO )?CYCLE)$");
    private static final String TYPE = "sequence type";
    private static final String PERSISTENCE = "sequence persistence";

    private IdentitySequence() {}

    /** {@return what a new identity has in parentheses; limits that only another type has are set afterwards} */
    static String options(SchemaObject column) {
        String options = column.get(OPTIONS, "");
        return column.has(TYPE) ? LIMITS.matcher(options).replaceFirst("$1") : options;
    }

    /** {@return the type as it is said before limits, empty if it is that of the column, and was} */
    static String type(SchemaObject current, SchemaObject target) {
        return current.has(TYPE) || target.has(TYPE)
                ? "AS %s ".formatted(target.get(TYPE, target.get("type", "bigint")))
                : "";
    }

    /**
     * {@return what makes the sequence of a column what it is to be, name, type and options apart}
     *
     * @param current the column as it is, null for one that is new
     */
    static List<Step> settings(@Nullable SchemaObject current, SchemaObject target, Sides sides) {
        if (!target.has(OPTIONS)) {
            return List.of();
        }
        Optional<SchemaObject> table = sides.target().find(ObjectKind.TABLE, target.within());
        String owner = table.map(whole -> whole.get("owner")).orElse("");
        SchemaObject before = current != null && current.has(OPTIONS) ? current : null;
        SchemaObject then = sequence(target, target, owner);
        SchemaObject now = before == null ? bare(then, owner) : sequence(before, target, owner);
        List<Step> steps = new ArrayList<>();
        String persistence = target.get(PERSISTENCE);
        if (!Objects.equals(before == null ? null : before.get(PERSISTENCE), persistence)) {
            boolean unlogged = table.filter(whole -> whole.has("unlogged")).isPresent();
            String said = persistence != null ? persistence : unlogged ? "UNLOGGED" : "LOGGED";
            steps.add(Step.of(Step.Order.FINISH, target, "ALTER SEQUENCE %s SET %s".formatted(then.path(), said)));
        }
        // they are steps of the column: the sequence is no object of its own, which something could depend on
        Settings.of(now, then, sides).forEach(step -> steps.add(new Step(step.order(), target, step.variants())));
        return steps;
    }

    private static SchemaObject bare(SchemaObject sequence, String owner) {
        return new SchemaObject(sequence.kind(), sequence.identity(), sequence.address(), Map.of("owner", owner));
    }

    /** As an object under the name that it is to have; its owner is always that of the table. */
    private static SchemaObject sequence(SchemaObject column, SchemaObject named, String owner) {
        Map<String, String> attributes = new TreeMap<>(Map.of("owner", owner));
        for (String attribute : List.of("grants", "comment")) {
            put(attributes, attribute, column.get("sequence " + attribute));
        }
        put(attributes, "~grants", column.get("~sequence grants"));
        String path = Sequences.nameIn(named.get(OPTIONS, ""));
        Address address = new Address(named.address().schema(), path, path, "");
        return new SchemaObject(ObjectKind.SEQUENCE, column.identity(), address, attributes);
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
