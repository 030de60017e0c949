package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Functions and procedures. */
final class RoutineDdl implements KindDdl {

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(Step.Order.CREATE_ROUTINE, target, whole(target)));
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    private static String whole(SchemaObject routine) {
        String path = routine.path();
        String name = path.substring(0, argumentsAt(path));
        String definition = routine.get("definition", "").stripTrailing();
        return "CREATE OR REPLACE %s %s%s".formatted(Words.of(routine), name, definition);
    }

    /** Types never hold a parenthesis that is followed by one that is not closed, and names are quoted. */
    private static int argumentsAt(String path) {
        boolean quoted = false;
        for (int at = 0; at < path.length(); at++) {
            if (path.charAt(at) == '"') {
                quoted = !quoted;
            } else if (path.charAt(at) == '(' && !quoted) {
                return at;
            }
        }
        return path.length();
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return List.of(Step.of(Step.Order.DROP_ROUTINE, current, dropped(current)));
    }

    private static String dropped(SchemaObject current) {
        return "DROP %s %s".formatted(Words.of(current), current.path());
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (!Objects.equals(current.get("definition"), target.get("definition"))
                || !Objects.equals(current.get("routine"), target.get("routine"))) {
            steps.add(new Step(
                    Step.Order.ALTER,
                    target,
                    List.of(List.of(whole(target)), List.of(dropped(current), whole(target)))));
        }
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }
}
