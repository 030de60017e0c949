package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Options;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Views and materialized views. */
final class ViewDdl implements KindDdl {

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(Step.Order.CREATE_VIEW, target, whole(target, "CREATE ")));
        if (target.has("clustered on")) {
            steps.add(clustered(target));
        }
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    private static Step clustered(SchemaObject target) {
        String index = target.get("clustered on");
        return Step.of(
                Step.Order.FINISH,
                target,
                "ALTER MATERIALIZED VIEW %s %s"
                        .formatted(target.path(), index == null ? "SET WITHOUT CLUSTER" : "CLUSTER ON " + index));
    }

    private static String whole(SchemaObject view, String create) {
        StringBuilder sql =
                new StringBuilder(create).append(Words.of(view)).append(' ').append(view.path());
        append(sql, " USING %s", view.get("access method"));
        String options = Options.list(view.get("options"), null);
        append(sql, " WITH (%s)", options.isEmpty() ? null : options);
        append(sql, " TABLESPACE %s", view.get("tablespace"));
        sql.append(" AS\n").append(withoutEnd(view.get("definition", "")));
        if (view.has("unpopulated")) {
            sql.append("\n  WITH NO DATA");
        }
        return sql.toString();
    }

    private static void append(StringBuilder sql, String format, @Nullable String value) {
        if (value != null) {
            sql.append(format.formatted(value));
        }
    }

    private static String withoutEnd(String query) {
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return List.of(Step.of(Step.Order.DROP_VIEW, current, dropped(current)));
    }

    private static String dropped(SchemaObject current) {
        return "DROP %s %s".formatted(Words.of(current), current.path());
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        boolean other = !Objects.equals(current.get("definition"), target.get("definition"));
        if (target.kind() == ObjectKind.VIEW && other) {
            steps.add(new Step(
                    Step.Order.ALTER,
                    target,
                    List.of(
                            List.of(whole(target, "CREATE OR REPLACE ")),
                            List.of(dropped(current), whole(target, "CREATE ")))));
        } else if (other) {
            steps.add(Step.of(Step.Order.CREATE_VIEW, target, dropped(current), whole(target, "CREATE ")));
        } else {
            options(current, target, steps);
        }
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }

    private static void options(SchemaObject current, SchemaObject target, List<Step> steps) {
        for (String change : Options.changes(current.get("options"), target.get("options"), "")) {
            steps.add(Step.of(
                    Step.Order.ALTER, target, "ALTER %s %s %s".formatted(Words.of(target), target.path(), change)));
        }
        if (!Objects.equals(current.get("clustered on"), target.get("clustered on"))) {
            steps.add(clustered(target));
        }
        if (current.has("unpopulated") != target.has("unpopulated")) {
            steps.add(Step.of(
                    Step.Order.FINISH,
                    target,
                    "REFRESH MATERIALIZED VIEW %s%s"
                            .formatted(target.path(), target.has("unpopulated") ? " WITH NO DATA" : "")));
        }
    }
}
