package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Types: enums, domains, composite types, ranges.
 *
 * <p>What cannot be altered is exchanged: the type gives its name away to a new one, and whatever used it is then seen
 * to have another type than it is to have.
 */
final class TypeDdl implements KindDdl {

    private static final int LONGEST_NAME = 40;

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(Step.Order.CREATE_TYPE, target, whole(target, sides)));
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    private static String whole(SchemaObject type, Sides sides) {
        return switch (type.kind()) {
            case ENUM ->
                "CREATE TYPE %s AS ENUM (%s)"
                        .formatted(
                                type.path(),
                                sides.targetParts(type, ObjectKind.ENUM_LABEL).stream()
                                        .map(label -> Names.literal(label.name()))
                                        .collect(Collectors.joining(", ")));
            case COMPOSITE ->
                "CREATE TYPE %s AS (%s)"
                        .formatted(
                                type.path(),
                                sides.targetParts(type, ObjectKind.COLUMN).stream()
                                        .map(column -> Names.of(column) + ' ' + Columns.type(column))
                                        .collect(Collectors.joining(", ")));
            case RANGE -> "CREATE TYPE %s AS RANGE (%s)".formatted(type.path(), type.get("definition"));
            case DOMAIN -> domain(type);
            default -> "CREATE TYPE " + type.path();
        };
    }

    private static String domain(SchemaObject type) {
        return "CREATE DOMAIN %s AS %s%s%s"
                .formatted(
                        type.path(),
                        Columns.type(type),
                        type.has("default") ? " DEFAULT " + type.get("default") : "",
                        type.has("not null") ? " NOT NULL" : "");
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return List.of(Step.of(Step.Order.DROP_TYPE, current, "DROP %s %s".formatted(words(current), current.path())));
    }

    private static String words(SchemaObject type) {
        return type.kind() == ObjectKind.DOMAIN ? "DOMAIN" : "TYPE";
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        switch (target.kind()) {
            case ENUM -> labels(current, target, sides, steps);
            case DOMAIN -> domain(current, target, sides, steps);
            case RANGE -> {
                if (!Objects.equals(current.get("definition"), target.get("definition"))) {
                    steps.add(exchange(current, target, sides));
                }
            }
            case COMPOSITE -> {
                if (losesItsOrder(current, target, sides)) {
                    steps.add(exchange(current, target, sides));
                }
            }
            default -> {}
        }
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }

    private static void domain(SchemaObject current, SchemaObject target, Sides sides, List<Step> steps) {
        if (!Columns.type(current).equals(Columns.type(target))) {
            steps.add(exchange(current, target, sides));
            return;
        }
        String head = "ALTER DOMAIN %s ".formatted(target.path());
        if (!Objects.equals(current.get("default"), target.get("default"))) {
            String value = target.get("default");
            steps.add(Step.of(
                    Step.Order.ALTER, target, head + (value == null ? "DROP DEFAULT" : "SET DEFAULT " + value)));
        }
        if (current.has("not null") != target.has("not null")) {
            steps.add(Step.of(
                    Step.Order.ALTER, target, head + (target.has("not null") ? "SET NOT NULL" : "DROP NOT NULL")));
        }
    }

    private static void labels(SchemaObject current, SchemaObject target, Sides sides, List<Step> steps) {
        List<String> now = sides.currentParts(current, ObjectKind.ENUM_LABEL).stream()
                .map(SchemaObject::name)
                .toList();
        List<String> then = sides.targetParts(target, ObjectKind.ENUM_LABEL).stream()
                .map(SchemaObject::name)
                .toList();
        if (now.equals(then)) {
            return;
        }
        List<String> common = then.stream().filter(now::contains).toList();
        if (!common.equals(now) || sides.exchangesEnums()) {
            steps.add(exchange(current, target, sides));
            return;
        }
        List<String> additions = new ArrayList<>();
        for (int at = 0; at < then.size(); at++) {
            if (!now.contains(then.get(at))) {
                String place =
                        at == 0 ? "BEFORE " + Names.literal(now.get(0)) : "AFTER " + Names.literal(then.get(at - 1));
                additions.add(
                        "ALTER TYPE %s ADD VALUE %s %s".formatted(target.path(), Names.literal(then.get(at)), place));
            }
        }
        steps.add(new Step(Step.Order.CREATE_TYPE, target, List.of(additions)));
    }

    /** Attributes are added at the end only; and no value can be made of one with others. */
    private static boolean losesItsOrder(SchemaObject current, SchemaObject target, Sides sides) {
        List<String> then = names(sides.targetParts(target, ObjectKind.COLUMN));
        List<String> ends = new ArrayList<>(names(sides.currentParts(current, ObjectKind.COLUMN)));
        ends.retainAll(then);
        then.stream().filter(name -> !ends.contains(name)).forEach(ends::add);
        boolean used = sides.current().objects(ObjectKind.COLUMN).stream()
                .filter(ColumnDdl::isTable)
                .map(column -> column.get("type", ""))
                .anyMatch(type -> type.equals(current.path()) || type.equals(current.path() + "[]"));
        return !ends.equals(then) && !used;
    }

    private static List<String> names(List<SchemaObject> columns) {
        return columns.stream().map(SchemaObject::name).toList();
    }

    private static Step exchange(SchemaObject current, SchemaObject target, Sides sides) {
        String name = current.name();
        String kept = name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "_switchback_old";
        return new Step(
                Step.Order.ALTER,
                target,
                List.of(List.of(
                        "ALTER %s %s RENAME TO %s".formatted(words(current), current.path(), Names.quoted(kept)),
                        whole(target, sides))),
                current.place());
    }
}
