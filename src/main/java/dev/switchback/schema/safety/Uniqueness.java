package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.safety.Returning.Filling;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds rows that a key or a unique index that comes back would not allow beside each other. PostgreSQL only. */
final class Uniqueness {

    private static final Pattern CONSTRAINT =
            Pattern.compile("(?:UNIQUE(?: NULLS NOT DISTINCT)?|PRIMARY KEY) \\(([^()]+)\\).*");
    private static final Pattern INDEX = Pattern.compile(
            "USING \\w+ \\((.*?)\\)(?: INCLUDE \\([^()]*\\))?(?: NULLS NOT DISTINCT)?(?: WITH \\([^()]*\\))?(?: WHERE (.*))?",
            Pattern.DOTALL);

    /** What may follow an expression in an index. */
    private static final Pattern ORDER =
            Pattern.compile("(?: COLLATE [^ ]+)?(?: [\\w.]+_ops)?(?: ASC| DESC)?(?: NULLS (?:FIRST|LAST))?$");

    private final Questions questions;
    private final Delta own;
    private final Returning returning;

    Uniqueness(Questions questions, Delta own, Returning returning) {
        this.questions = questions;
        this.own = own;
        this.returning = returning;
    }

    /**
     * What must not be there twice.
     *
     * @param parts columns and expressions
     * @param condition which rows it is about
     */
    private record Key(List<String> parts, String condition) {

        static Optional<Key> of(SchemaObject unique) {
            String definition = unique.get("definition", "").strip();
            Matcher constraint = CONSTRAINT.matcher(definition);
            if (constraint.matches()) {
                return Optional.of(new Key(Lists.split(constraint.group(1)), "true"));
            }
            Matcher index = INDEX.matcher(definition);
            if (!unique.has("unique") || !index.matches()) {
                return Optional.empty();
            }
            List<String> parts = Lists.split(index.group(1)).stream()
                    .map(part -> ORDER.matcher(part).replaceFirst(""))
                    .toList();
            return Optional.of(new Key(parts, index.group(2) == null ? "true" : index.group(2)));
        }
    }

    /**
     * What is in the way of one.
     *
     * @param what it, after {@code comes back, and}
     * @param certain whether the down fails for certain, by what it puts there
     */
    record Obstacle(String what, boolean certain) {}

    /**
     * {@return what is in its way, empty for nothing, and if nobody can tell}
     *
     * @param table where it is now
     */
    Optional<Obstacle> obstacle(SchemaObject unique, String table) throws SQLException {
        Optional<Key> key = Key.of(unique);
        return key.isEmpty() ? Optional.empty() : obstacle(unique, table, key.get());
    }

    private Optional<Obstacle> obstacle(SchemaObject unique, String table, Key key) throws SQLException {
        List<String> there = new ArrayList<>();
        List<String> made = new ArrayList<>();
        List<String> conditions = new ArrayList<>(List.of("(%s)".formatted(key.condition())));
        for (String part : key.parts()) {
            Optional<SchemaObject> gone = returning.gone(own, unique, part);
            if (gone.isEmpty()) {
                there.add(part);
                conditions.add("(%s) is not null".formatted(part));
                continue;
            }
            Optional<Returning.Column> back = returning.column(gone.get());
            if (back.map(column -> column.filling() != Filling.SAME).orElse(true)) {
                return Optional.empty(); // nothing is not the same as nothing
            }
            made.add(gone.get().name());
            conditions.add(returning.lacking(gone.get()));
        }
        String rows = "from %s t where %s group by %s having count(*) > 1"
                .formatted(table, String.join(" and ", conditions), there.isEmpty() ? "()" : String.join(", ", there));
        if (made.isEmpty()) {
            return asked("select count(*) from (select 1 %s) twice".formatted(rows))
                    .map(count -> new Obstacle("there are %d values in more than one row".formatted(count), false));
        }
        if (!returning.restores(unique)) {
            return Optional.empty();
        }
        return asked("select coalesce(sum(n), 0) from (select count(*) as n %s) twice".formatted(rows))
                .map(count -> new Obstacle(
                        "%s would be the same in %s: the down makes it up"
                                .formatted(String.join(", ", made), Questions.rows(count)),
                        true));
    }

    /** A question that cannot be asked, since a column of it is missing now too, finds nothing. */
    private Optional<Long> asked(String sql) throws SQLException {
        if (questions.complaint(sql).isPresent()) {
            return Optional.empty();
        }
        long count = questions.count(sql);
        return count > 0 ? Optional.of(count) : Optional.empty();
    }
}
