package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.safety.Returning.Filling;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds rows and values that what a rollback restores would not allow: it would fail on them. PostgreSQL only. */
final class Obstacles {

    private static final Pattern CHECK = Pattern.compile("CHECK \\((.*)\\)(?: NO INHERIT)?", Pattern.DOTALL);
    private static final Pattern FOREIGN =
            Pattern.compile("FOREIGN KEY \\(([^()]+)\\) REFERENCES ([^()]+)\\(([^()]+)\\).*", Pattern.DOTALL);

    private final Questions questions;
    private final Delta own;
    private final Set<String> madeTables;
    private final Returning returning;
    private final Uniqueness uniqueness;
    private final List<String> found = new ArrayList<>();
    private final List<String> certain = new ArrayList<>();

    Obstacles(Questions questions, Delta own, Set<String> madeTables, Returning returning) {
        this.questions = questions;
        this.own = own;
        this.madeTables = madeTables;
        this.returning = returning;
        this.uniqueness = new Uniqueness(questions, own, returning);
    }

    /** {@return why it would fail if the down does what downs mostly do} */
    List<String> found() {
        return found;
    }

    /** {@return why this down fails for certain, by its own text} */
    List<String> certain() {
        return certain;
    }

    Obstacles look() throws SQLException {
        if (!questions.isPostgres()) {
            return this;
        }
        for (SchemaObject column : own.changed()) {
            if (column.kind() == ObjectKind.COLUMN && isStoredTable(column.within())) {
                column(column, own.now(column).orElseThrow());
            }
        }
        for (Delta.Renaming one : own.renamed()) {
            if (one.was().kind() == ObjectKind.COLUMN && isStoredTable(one.is().within())) {
                column(one.was(), one.is());
            }
        }
        for (SchemaObject dropped : own.dropped()) {
            String table = own.tableNow(dropped.within());
            if (dropped.kind() == ObjectKind.CONSTRAINT && isStoredTable(table)) {
                constraint(dropped, table);
            } else if (dropped.kind() == ObjectKind.INDEX && isStoredTable(table)) {
                unique(dropped, table);
            } else if (dropped.kind() == ObjectKind.COLUMN && isStoredTable(table)) {
                droppedColumn(dropped, table);
            }
        }
        List<SchemaObject> made = own.made();
        Set<String> madeEnums = made.stream()
                .filter(object -> object.kind() == ObjectKind.ENUM)
                .map(SchemaObject::path)
                .collect(Collectors.toSet());
        for (SchemaObject label : made) {
            // an enum that goes as a whole goes with what uses it, or is refused by the server
            if (label.kind() == ObjectKind.ENUM_LABEL && !madeEnums.contains(label.within())) {
                label(label, made);
            }
        }
        return this;
    }

    private boolean isStoredTable(String path) {
        return own.after().find(ObjectKind.TABLE, path).isPresent() && !madeTables.contains(path);
    }

    private void column(SchemaObject was, SchemaObject is) throws SQLException {
        String name = SafetyCheck.columnName(is);
        if (was.has("not null") && !is.has("not null")) {
            long nulls = questions.count("select count(*) from %s where %s is null".formatted(is.within(), name));
            if (nulls > 0) {
                found.add("%s becomes NOT NULL again, and is null in %s".formatted(is.path(), Questions.rows(nulls)));
            }
        }
        if (!was.get("type", "").equals(is.get("type", ""))
                && !own.isRenamedType(was.get("type", ""), is.get("type", ""))) {
            String cast = Conversions.cast(questions, name, is.get("type", ""), was.get("type", ""));
            Optional<String> complaint = questions.complaint("select count(%s) from %s".formatted(cast, is.within()));
            complaint.ifPresent(said -> found.add(
                    "%s becomes %s again, and not every value can: %s".formatted(is.path(), was.get("type"), said)));
        }
    }

    /** A down may make it of another column that has its name. */
    private void droppedColumn(SchemaObject was, String table) throws SQLException {
        String path = "%s.%s".formatted(table, SafetyCheck.columnName(was));
        Optional<SchemaObject> another = own.after().find(ObjectKind.COLUMN, path);
        if (another.isPresent() && !returning.drops(was)) {
            column(was, another.get());
        } else {
            requiredColumn(was, table);
        }
    }

    /** A column that comes back must have a value in every row: its default, or what the down puts there. */
    private void requiredColumn(SchemaObject was, String table) throws SQLException {
        boolean filled = was.has("default") || was.has("generated") || was.has("identity");
        Optional<Returning.Column> back = returning.column(was);
        if (!was.has("not null")
                || back.map(column -> column.filling() != Filling.NULL).orElse(filled)) {
            return;
        }
        boolean required = back.map(Returning.Column::required).orElse(false);
        String some = "select count(*) from %s t where %s".formatted(table, required ? "true" : returning.lacking(was));
        long rows = questions.complaint(some).isEmpty() ? questions.count(some) : 0;
        if (rows > 0) {
            (required || (back.isPresent() && returning.demands(was)) ? certain : found)
                    .add("%s comes back NOT NULL and without a default, and there are %s"
                            .formatted(was.path(), Questions.rows(rows)));
        }
    }

    private void unique(SchemaObject was, String table) throws SQLException {
        uniqueness
                .obstacle(was, table)
                .ifPresent(obstacle -> (obstacle.made() ? certain : found)
                        .add("%s comes back, and %s".formatted(was.key(), obstacle.what())));
    }

    private void constraint(SchemaObject was, String table) throws SQLException {
        String definition = was.get("definition", "");
        Matcher check = CHECK.matcher(definition);
        Matcher foreign = FOREIGN.matcher(definition);
        if (check.matches()) {
            ask(
                    was,
                    "%s that it does not allow",
                    "select count(*) from %s where not (%s)".formatted(table, check.group(1)),
                    "rows");
        } else if (foreign.matches()) {
            orphans(was, table, foreign);
        } else {
            unique(was, table);
        }
    }

    private void orphans(SchemaObject was, String table, Matcher foreign) throws SQLException {
        String[] ones = foreign.group(1).split(", ", -1);
        String[] twos = foreign.group(3).split(", ", -1);
        List<String> conditions = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        List<String> made = new ArrayList<>();
        for (int index = 0; index < ones.length; index++) {
            Optional<SchemaObject> gone = uniqueness.gone(was, ones[index]);
            Optional<Returning.Column> back = gone.flatMap(returning::column);
            if (back.isPresent()) {
                if (back.get().filling() != Filling.SAME || !returning.restores(was)) {
                    return; // nothing refers to nothing
                }
                made.add(gone.get().name());
                conditions.add(returning.lacking(gone.get()));
                equal.add("%s = two.%s".formatted(back.get().value(), twos[index]));
            } else {
                conditions.add("t.%s is not null".formatted(ones[index]));
                equal.add("t.%s = two.%s".formatted(ones[index], twos[index]));
            }
        }
        String sql = "select count(*) from %s t where %s and not exists (select from %s two where %s)"
                .formatted(
                        table,
                        String.join(" and ", conditions),
                        own.tableNow(foreign.group(2)),
                        String.join(" and ", equal));
        if (made.isEmpty()) {
            ask(was, "%s that refer to none", sql, "rows");
        } else if (questions.complaint(sql).isEmpty() && questions.count(sql) > 0) {
            certain.add("%s comes back, and %s would refer to none in %s: the down makes it up"
                    .formatted(was.key(), String.join(", ", made), Questions.rows(questions.count(sql))));
        }
    }

    /** A question that cannot be asked, since a column of it is missing now too, finds nothing. */
    private void ask(SchemaObject was, String what, String sql, String noun) throws SQLException {
        if (questions.complaint(sql).isEmpty()) {
            long count = questions.count(sql);
            if (count > 0) {
                found.add("%s comes back, and there are %s"
                        .formatted(was.key(), what.formatted("%d %s".formatted(count, noun))));
            }
        }
    }

    private void label(SchemaObject label, List<SchemaObject> made) throws SQLException {
        String type = label.within();
        for (SchemaObject column : own.after().objects(ObjectKind.COLUMN)) {
            String of = column.get("type", "");
            boolean uses = of.equals(type) || of.equals(type + "[]");
            if (uses && isStoredTable(column.within()) && !made.contains(column)) {
                String literal = "'%s'".formatted(label.name().replace("'", "''"));
                String test = of.endsWith("[]") ? "%s = any (%s)" : "%s = %s";
                String sql = "select count(*) from %s where %s"
                        .formatted(
                                column.within(), test.formatted(literal + "::" + type, SafetyCheck.columnName(column)));
                long rows = questions.complaint(sql).isEmpty() ? questions.count(sql) : 0;
                if (rows > 0) {
                    found.add("%s goes, and is the value of %s in %s"
                            .formatted(label.key(), column.path(), Questions.rows(rows)));
                }
            }
        }
    }
}
