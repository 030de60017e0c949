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

    private final Questions questions;
    private final Delta own;
    private final Set<String> madeTables;
    private final Returning returning;
    private final Uniqueness uniqueness;
    private final References references;
    private final List<String> found = new ArrayList<>();
    private final List<String> certain = new ArrayList<>();

    Obstacles(Questions questions, Delta own, Set<String> madeTables, Returning returning) {
        this.questions = questions;
        this.own = own;
        this.madeTables = madeTables;
        this.returning = returning;
        this.uniqueness = new Uniqueness(questions, own, returning);
        this.references = new References(questions, own, returning);
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

    private void constraint(SchemaObject was, String table) throws SQLException {
        Matcher check = CHECK.matcher(was.get("definition", ""));
        if (check.matches()) {
            check(was, table, check.group(1));
        } else if (References.isForeign(was)) {
            references.obstacle(was, table).ifPresent(obstacle -> stands(was, obstacle));
        } else {
            unique(was, table);
        }
    }

    private void unique(SchemaObject was, String table) throws SQLException {
        uniqueness.obstacle(was, table).ifPresent(obstacle -> stands(was, obstacle));
    }

    private void stands(SchemaObject was, Uniqueness.Obstacle obstacle) {
        (obstacle.certain() ? certain : found).add("%s comes back, and %s".formatted(was.key(), obstacle.what()));
    }

    /** A question that cannot be asked, since a column of it is missing now too, finds nothing. */
    private void check(SchemaObject was, String table, String condition) throws SQLException {
        List<String> made = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (SchemaObject column : own.dropped()) {
            boolean inTable =
                    column.kind() == ObjectKind.COLUMN && column.within().equals(was.within());
            Optional<Returning.Column> back = inTable ? returning.column(column) : Optional.empty();
            if (back.isPresent() && back.get().filling() == Filling.SAME && condition.contains(column.name())) {
                made.add("(%s)::%s as %s"
                        .formatted(back.get().value(), column.get("type"), SafetyCheck.columnName(column)));
                lacking.add(returning.lacking(column));
            }
        }
        String rows = "select t.*, %s from %s t where %s"
                .formatted(String.join(", ", made), table, String.join(" and ", lacking));
        String sql = "select count(*) from %s where not (%s)"
                .formatted(made.isEmpty() ? table : "(%s) t".formatted(rows), condition);
        long count = questions.complaint(sql).isEmpty() ? questions.count(sql) : 0;
        if (count > 0) {
            boolean by = !made.isEmpty() && returning.restores(was);
            String what = "there are %d rows that it does not allow%s"
                    .formatted(count, by ? ", by what the down makes up" : "");
            stands(was, new Uniqueness.Obstacle(what, by));
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
