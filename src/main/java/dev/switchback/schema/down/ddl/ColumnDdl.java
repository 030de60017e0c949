package dev.switchback.schema.down.ddl;

import static java.util.Objects.requireNonNull;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Columns of tables and views, and attributes of composite types. */
final class ColumnDdl implements KindDdl {

    private static final String COMPOSITE = "c";
    private static final String VIEW = "v";
    private static final String MATERIALIZED = "m";

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        if (sides.comesWithItsWhole(target)) {
            return settings(null, target, sides);
        }
        List<Step> steps = new ArrayList<>();
        if (relation(target).equals(COMPOSITE)) {
            steps.add(attribute(
                    Step.Order.CREATE_TYPE,
                    target,
                    "ADD ATTRIBUTE %s %s".formatted(Names.of(target), Columns.type(target))));
        } else if (isTable(target) && !isInherited(target)) {
            steps.add(new Step(
                    Step.Order.CREATE_COLUMN,
                    target,
                    Columns.additions(target, isKey(target, sides), sides.version())));
        }
        steps.addAll(settings(null, target, sides));
        return steps;
    }

    /** Alone in a key. */
    private static boolean isKey(SchemaObject target, Sides sides) {
        SchemaObject table =
                sides.target().find(ObjectKind.TABLE, target.within()).orElse(target);
        String alone = "(%s)".formatted(Names.of(target));
        boolean constraint = sides.targetParts(table, ObjectKind.CONSTRAINT).stream()
                .map(key -> key.get("definition", ""))
                .anyMatch(key -> key.matches("(?s)(PRIMARY KEY|UNIQUE)[^(]*\\(.*") && key.contains(alone));
        return constraint
                || sides.targetParts(table, ObjectKind.INDEX).stream()
                        .anyMatch(index -> index.has("unique")
                                && index.get("definition", "").contains(alone));
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        if (sides.goesWithItsWhole(current) || isInherited(current)) {
            return List.of();
        }
        if (relation(current).equals(COMPOSITE)) {
            return List.of(attribute(Step.Order.DROP_TYPE, current, "DROP ATTRIBUTE " + Names.of(current)));
        }
        return isTable(current)
                ? List.of(Step.of(Step.Order.DROP_COLUMN, current, Columns.alter(current, "DROP COLUMN", "")))
                : List.of();
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (relation(target).equals(COMPOSITE)) {
            attribute(current, target, steps);
        } else if (isTable(target)) {
            steps.addAll(new ColumnChange(current, target, sides.version()).steps());
        } else if (relation(target).equals(VIEW) && !Objects.equals(current.get("default"), target.get("default"))) {
            steps.add(Step.of(Step.Order.FINISH, target, Columns.defaultOf(target, "ALTER VIEW ")));
        }
        steps.addAll(settings(current, target, sides));
        return steps;
    }

    private static void attribute(SchemaObject current, SchemaObject target, List<Step> steps) {
        if (!Columns.type(current).equals(Columns.type(target))) {
            String action = "ALTER ATTRIBUTE %s TYPE %s".formatted(Names.of(target), Columns.type(target));
            steps.add(attribute(Step.Order.ALTER, target, action));
        }
    }

    /** {@return what is done to an attribute, and to the tables of its type if there are some} */
    static Step attribute(Step.Order order, SchemaObject attribute, String action) {
        String change = "ALTER TYPE %s %s".formatted(attribute.within(), action);
        return new Step(order, attribute, List.of(List.of(change), List.of(change + " CASCADE")));
    }

    /** Storage, compression, statistics and options, which can be said only of a column that is there. */
    private static List<Step> settings(
            @org.jspecify.annotations.Nullable SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        String relation = relation(target);
        if (isTable(target) || relation.equals(MATERIALIZED)) {
            String head = relation.equals(MATERIALIZED) ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ";
            for (String action : actions(current, target)) {
                steps.add(Step.of(
                        Step.Order.FINISH,
                        target,
                        "%s%s ALTER COLUMN %s %s".formatted(head, target.within(), Names.of(target), action)));
            }
        }
        if (current == null && relation.equals(VIEW) && target.has("default")) {
            steps.add(Step.of(Step.Order.FINISH, target, Columns.defaultOf(target, "ALTER VIEW ")));
        }
        if (current == null && sides.isMissing(ObjectKind.COMPOSITE, target.within()) && !target.has("comment")) {
            return steps;
        }
        steps.addAll(current == null ? Settings.ofNew(target, sides) : Settings.of(current, target, sides));
        steps.addAll(IdentitySequence.settings(current, target, sides));
        return steps;
    }

    private static List<String> actions(@org.jspecify.annotations.Nullable SchemaObject current, SchemaObject target) {
        SchemaObject before = current == null ? bare(target) : current;
        List<String> actions = new ArrayList<>();
        if (!Objects.equals(before.get("storage"), target.get("storage"))) {
            actions.add("SET STORAGE " + target.get("storage", requireNonNull(target.get("~storage"))));
        }
        if (!Objects.equals(before.get("compression"), target.get("compression"))) {
            actions.add("SET COMPRESSION " + target.get("compression", "default"));
        }
        if (!Objects.equals(before.get("statistics"), target.get("statistics"))) {
            actions.add("SET STATISTICS " + target.get("statistics", "-1"));
        }
        actions.addAll(Options.changes(before.get("options"), target.get("options"), ""));
        String foreign = Options.foreign(before.get("foreign options"), target.get("foreign options"));
        if (!foreign.isEmpty()) {
            actions.add("OPTIONS (%s)".formatted(foreign));
        }
        return actions;
    }

    private static SchemaObject bare(SchemaObject target) {
        return new SchemaObject(target.kind(), target.identity(), target.address(), Map.of());
    }

    static String relation(SchemaObject column) {
        return column.get("~relation", "r");
    }

    static boolean isTable(SchemaObject column) {
        return "rpf".contains(relation(column));
    }

    /** Comes and goes with the column of a parent. */
    static boolean isInherited(SchemaObject column) {
        return "yes".equals(column.get("inherited"));
    }
}
