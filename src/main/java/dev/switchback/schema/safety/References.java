package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.safety.Returning.Filling;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds rows that a foreign key that comes back would not allow, since they refer to none. PostgreSQL only. */
final class References {

    private static final Pattern FOREIGN =
            Pattern.compile("FOREIGN KEY \\(([^()]+)\\) REFERENCES ([^()]+)\\(([^()]+)\\)(.*)", Pattern.DOTALL);

    private final Questions questions;
    private final Delta own;
    private final Returning returning;

    References(Questions questions, Delta own, Returning returning) {
        this.questions = questions;
        this.own = own;
        this.returning = returning;
    }

    static boolean isForeign(SchemaObject constraint) {
        return constraint.get("definition", "").startsWith("FOREIGN KEY ");
    }

    /**
     * {@return what is in the way of a foreign key, empty for nothing, and if nobody can tell}
     *
     * @param table where it is now
     */
    Optional<Uniqueness.Obstacle> obstacle(SchemaObject key, String table) throws SQLException {
        Matcher foreign = FOREIGN.matcher(key.get("definition", ""));
        if (!foreign.matches() || foreign.group(4).matches("(?s).* NOT (?:VALID|ENFORCED)\\b.*")) {
            return Optional.empty();
        }
        List<String> ones = Lists.split(foreign.group(1));
        List<String> twos = Lists.split(foreign.group(3));
        List<String> conditions = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        List<String> made = new ArrayList<>();
        for (int index = 0; index < ones.size(); index++) {
            Optional<SchemaObject> gone = returning.gone(own, key, ones.get(index));
            Optional<Returning.Column> back = gone.flatMap(returning::column);
            if (back.isEmpty()) {
                conditions.add("t.%s is not null".formatted(ones.get(index)));
                equal.add("t.%s = two.%s".formatted(ones.get(index), twos.get(index)));
            } else if (back.get().filling() == Filling.SAME && returning.restores(key)) {
                made.add(gone.get().name());
                conditions.add(returning.lacking(gone.get()));
                equal.add("%s = two.%s".formatted(back.get().value(), twos.get(index)));
            } else {
                return Optional.empty(); // nothing refers to nothing
            }
        }
        String rows = "select count(*) from %s t where %s".formatted(table, String.join(" and ", conditions));
        String other = foreign.group(2);
        if (comesBackEmpty(other) && returning.restores(key)) {
            return asked(rows, "there are %%s that refer to %s, which comes back empty".formatted(other), true);
        }
        String orphans = "%s and not exists (select from %s two where %s)"
                .formatted(rows, own.tableNow(other), String.join(" and ", equal));
        return made.isEmpty()
                ? asked(orphans, "there are %s that refer to none", false)
                : asked(
                        orphans,
                        "%s would refer to none in %%s: the down makes it up".formatted(String.join(", ", made)),
                        true);
    }

    private boolean comesBackEmpty(String table) {
        boolean dropped = own.dropped().stream()
                .anyMatch(object ->
                        object.kind() == ObjectKind.TABLE && object.path().equals(table));
        return dropped
                && own.after().find(ObjectKind.TABLE, own.tableNow(table)).isEmpty()
                && !returning.fills(own.before().find(ObjectKind.TABLE, table).orElseThrow());
    }

    private Optional<Uniqueness.Obstacle> asked(String sql, String what, boolean certain) throws SQLException {
        long count = questions.complaint(sql).isEmpty() ? questions.count(sql) : 0;
        String rows = certain ? Questions.rows(count) : "%d rows".formatted(count);
        return count == 0 ? Optional.empty() : Optional.of(new Uniqueness.Obstacle(what.formatted(rows), certain));
    }
}
