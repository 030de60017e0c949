package dev.switchback.schema.safety;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
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

    private static final Pattern UNIQUE =
            Pattern.compile("(?:UNIQUE(?: NULLS NOT DISTINCT)?|PRIMARY KEY) \\(([^()]+)\\).*");
    private static final Pattern CHECK = Pattern.compile("CHECK \\((.*)\\)(?: NO INHERIT)?", Pattern.DOTALL);
    private static final Pattern FOREIGN =
            Pattern.compile("FOREIGN KEY \\(([^()]+)\\) REFERENCES ([^()]+)\\(([^()]+)\\).*", Pattern.DOTALL);

    private final Questions questions;
    private final Delta own;
    private final Set<String> madeTables;
    private final List<String> found = new ArrayList<>();

    Obstacles(Questions questions, Delta own, Set<String> madeTables) {
        this.questions = questions;
        this.own = own;
        this.madeTables = madeTables;
    }

    List<String> find() throws SQLException {
        if (!questions.isPostgres()) {
            return found;
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
        return found;
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
        if (!was.get("type", "").equals(is.get("type", ""))) {
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
        if (another.isPresent()) {
            column(was, another.get());
        } else {
            requiredColumn(was, table);
        }
    }

    /** A column that comes back must have a value in every row. */
    private void requiredColumn(SchemaObject was, String table) throws SQLException {
        boolean filled = was.has("default") || was.has("generated") || was.has("identity");
        if (was.has("not null") && !filled) {
            long rows = questions.count("select count(*) from %s".formatted(table));
            if (rows > 0) {
                found.add("%s comes back NOT NULL and without a default, and there are %s"
                        .formatted(was.path(), Questions.rows(rows)));
            }
        }
    }

    private void constraint(SchemaObject was, String table) throws SQLException {
        String definition = was.get("definition", "");
        Matcher unique = UNIQUE.matcher(definition);
        Matcher check = CHECK.matcher(definition);
        Matcher foreign = FOREIGN.matcher(definition);
        if (unique.matches()) {
            String columns = unique.group(1);
            ask(
                    was,
                    "%s in more than one row",
                    "select count(*) from (select 1 from %s where (%s) is not null group by %s having count(*) > 1) twice"
                            .formatted(table, columns, columns),
                    "values");
        } else if (check.matches()) {
            ask(
                    was,
                    "%s that it does not allow",
                    "select count(*) from %s where not (%s)".formatted(table, check.group(1)),
                    "rows");
        } else if (foreign.matches()) {
            orphans(was, table, foreign);
        }
    }

    private void orphans(SchemaObject was, String table, Matcher foreign) throws SQLException {
        String[] ones = foreign.group(1).split(", ", -1);
        String[] twos = foreign.group(3).split(", ", -1);
        List<String> present = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int index = 0; index < ones.length; index++) {
            present.add("one.%s is not null".formatted(ones[index]));
            equal.add("one.%s = two.%s".formatted(ones[index], twos[index]));
        }
        ask(
                was,
                "%s that refer to none",
                "select count(*) from %s one where %s and not exists (select from %s two where %s)"
                        .formatted(
                                table,
                                String.join(" and ", present),
                                own.tableNow(foreign.group(2)),
                                String.join(" and ", equal)),
                "rows");
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
