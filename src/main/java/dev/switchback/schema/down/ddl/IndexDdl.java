package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Indexes that do not belong to a constraint. */
final class IndexDdl implements KindDdl {

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (!target.has("attached")) {
            steps.add(Step.of(Step.Order.CREATE_INDEX, target, whole(target)));
        }
        statistics(null, target, steps);
        if (target.has("tablespace")) {
            steps.add(Step.of(
                    Step.Order.FINISH,
                    target,
                    "ALTER INDEX %s SET TABLESPACE %s".formatted(target.path(), target.get("tablespace"))));
        }
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    private static String whole(SchemaObject index) {
        boolean alone = "I".equals(index.get("~relation")) && index.has("invalid");
        return "CREATE %sINDEX %s ON %s%s%s"
                .formatted(
                        index.has("unique") ? "UNIQUE " : "",
                        Names.of(index),
                        alone ? "ONLY " : "",
                        index.within(),
                        index.get("definition"));
    }

    private static void statistics(
            @org.jspecify.annotations.Nullable SchemaObject current, SchemaObject target, List<Step> steps) {
        String now = current == null ? "" : current.get("statistics", "");
        String then = target.get("statistics", "");
        if (!then.equals(now)) {
            for (String column : then.split(", ", -1)) {
                if (!column.isEmpty()) {
                    steps.add(Step.of(
                            Step.Order.FINISH,
                            target,
                            "ALTER INDEX %s ALTER COLUMN %s".formatted(target.path(), column)));
                }
            }
        }
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return current.has("attached")
                ? List.of()
                : List.of(Step.of(Step.Order.DROP_INDEX, current, "DROP INDEX " + current.path()));
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        boolean other = !Objects.equals(current.get("definition"), target.get("definition"))
                || current.has("unique") != target.has("unique");
        if (other && !target.has("attached")) {
            steps.add(Step.of(Step.Order.CREATE_INDEX, target, "DROP INDEX " + current.path(), whole(target)));
        } else if (current.has("invalid") && !target.has("invalid")) {
            steps.add(Step.of(Step.Order.ALTER, target, "REINDEX INDEX " + target.path()));
        }
        statistics(current, target, steps);
        if (!Objects.equals(current.get("tablespace"), target.get("tablespace"))) {
            steps.add(Step.of(
                    Step.Order.FINISH,
                    target,
                    "ALTER INDEX %s SET TABLESPACE %s"
                            .formatted(target.path(), target.get("tablespace", "pg_default"))));
        }
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }
}
