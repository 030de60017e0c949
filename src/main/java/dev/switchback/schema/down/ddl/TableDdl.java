package dev.switchback.schema.down.ddl;

import static java.util.Objects.requireNonNull;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Options;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables: plain, partitioned, partitions, inheriting, and foreign ones. */
final class TableDdl implements KindDdl {

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(Step.Order.CREATE_TABLE, target, whole(target, sides)));
        if (target.has("partition of")) {
            steps.add(Step.of(Step.Order.CREATE_COLUMN, target, attach(target)));
        }
        for (String action : states(bare(target), target)) {
            steps.add(Step.of(Step.Order.FINISH, target, head(target) + action));
        }
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    private static SchemaObject bare(SchemaObject target) {
        return new SchemaObject(target.kind(), target.identity(), target.address(), Map.of());
    }

    private static String whole(SchemaObject table, Sides sides) {
        StringBuilder sql = new StringBuilder("CREATE ");
        sql.append(table.has("unlogged") ? "UNLOGGED " : "");
        sql.append(table.has("server") ? "FOREIGN " : "").append("TABLE ").append(table.path());
        if (table.has("of type")) {
            sql.append(" OF ").append(table.get("of type"));
        } else {
            sql.append(sides.targetParts(table, ObjectKind.COLUMN).stream()
                    .filter(column -> table.has("partition of") || !ColumnDdl.isInherited(column))
                    .map(column -> Columns.definition(column, sides.version()))
                    .collect(Collectors.joining(",\n    ", " (\n    ", "\n)"))
                    .replace("(\n    \n)", "()"));
        }
        append(sql, " INHERITS (%s)", table.get("inherits"));
        append(sql, " PARTITION BY %s", table.get("partition by"));
        append(sql, " SERVER %s", table.get("server"));
        append(sql, " USING %s", table.get("access method"));
        String options = Options.list(table.get("options"), table.get("toast options"));
        append(sql, " WITH (%s)", options.isEmpty() ? null : options);
        append(sql, " TABLESPACE %s", table.get("tablespace"));
        append(sql, " OPTIONS (%s)", table.get("foreign options"));
        return sql.toString();
    }

    private static void append(StringBuilder sql, String format, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            sql.append(format.formatted(value));
        }
    }

    private static String head(SchemaObject table) {
        return "ALTER %s %s ".formatted(Words.of(table), table.path());
    }

    private static String attach(SchemaObject table) {
        return "ALTER TABLE %s ATTACH PARTITION %s %s"
                .formatted(table.get("partition of"), table.path(), table.get("bound"));
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return List.of(
                Step.of(Step.Order.DROP_TABLE, current, "DROP %s %s".formatted(Words.of(current), current.path())));
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        partition(current, target, steps);
        inheritance(current, target, steps);
        for (String action : changes(current, target)) {
            steps.add(Step.of(Step.Order.ALTER, target, head(target) + action));
        }
        for (String action : states(current, target)) {
            steps.add(Step.of(Step.Order.FINISH, target, head(target) + action));
        }
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }

    private static void partition(SchemaObject current, SchemaObject target, List<Step> steps) {
        if (differ(current, target, "partition of") || differ(current, target, "bound")) {
            if (current.has("partition of")) {
                steps.add(Step.of(
                        Step.Order.DROP_TABLE,
                        target,
                        "ALTER TABLE %s DETACH PARTITION %s".formatted(current.get("partition of"), current.path())));
            }
            if (target.has("partition of")) {
                steps.add(Step.of(Step.Order.CREATE_KEY, target, attach(target)));
            }
        }
    }

    private static void inheritance(SchemaObject current, SchemaObject target, List<Step> steps) {
        Set<String> now = parents(current);
        Set<String> then = parents(target);
        if (now.equals(then)) {
            return;
        }
        now.stream()
                .filter(parent -> !then.contains(parent))
                .forEach(parent ->
                        steps.add(Step.of(Step.Order.DROP_TABLE, target, head(target) + "NO INHERIT " + parent)));
        then.stream()
                .filter(parent -> !now.contains(parent))
                .forEach(parent ->
                        steps.add(Step.of(Step.Order.CREATE_COLUMN, target, head(target) + "INHERIT " + parent)));
    }

    private static Set<String> parents(SchemaObject table) {
        String list = table.get("inherits", "");
        Set<String> parents = new LinkedHashSet<>();
        for (String parent : list.split(", ", -1)) {
            if (!parent.isEmpty()) {
                parents.add(parent);
            }
        }
        return parents;
    }

    private static List<String> changes(SchemaObject current, SchemaObject target) {
        List<String> changes = new ArrayList<>();
        if (differ(current, target, "unlogged")) {
            changes.add(target.has("unlogged") ? "SET UNLOGGED" : "SET LOGGED");
        }
        changes.addAll(Options.changes(current.get("options"), target.get("options"), ""));
        changes.addAll(Options.changes(current.get("toast options"), target.get("toast options"), "toast."));
        if (differ(current, target, "access method")) {
            changes.add("SET ACCESS METHOD " + target.get("access method", "heap"));
        }
        if (differ(current, target, "tablespace")) {
            changes.add("SET TABLESPACE " + target.get("tablespace", "pg_default"));
        }
        if (differ(current, target, "of type")) {
            changes.add(target.has("of type") ? "OF " + target.get("of type") : "NOT OF");
        }
        String foreign = Options.foreign(current.get("foreign options"), target.get("foreign options"));
        if (!foreign.isEmpty()) {
            changes.add("OPTIONS (%s)".formatted(foreign));
        }
        return changes;
    }

    /** What may need indexes and policies that come before. */
    private static List<String> states(SchemaObject current, SchemaObject target) {
        List<String> states = new ArrayList<>();
        if (differ(current, target, "row security")) {
            states.add((target.has("row security") ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY");
        }
        if (differ(current, target, "forced row security")) {
            states.add((target.has("forced row security") ? "FORCE" : "NO FORCE") + " ROW LEVEL SECURITY");
        }
        if (differ(current, target, "replica identity")) {
            states.add("REPLICA IDENTITY " + target.get("replica identity", "DEFAULT"));
        }
        String internal = target.get("internal triggers", "ENABLE");
        if (differ(current, target, "internal triggers") && !internal.contains(",")) { // its own are set behind that
            states.add("%s TRIGGER ALL".formatted(internal));
        }
        if (differ(current, target, "clustered on")) {
            states.add(
                    target.has("clustered on")
                            ? "CLUSTER ON " + requireNonNull(target.get("clustered on"))
                            : "SET WITHOUT CLUSTER");
        }
        return states;
    }

    private static boolean differ(SchemaObject current, SchemaObject target, String attribute) {
        return !Objects.equals(current.get(attribute), target.get(attribute));
    }
}
