package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Constraints of tables and of domains. */
final class ConstraintDdl implements KindDdl {

    private static final String FOREIGN = "f";
    private static final String NOT_VALID = " NOT VALID";

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (isOwn(target)) {
            steps.add(new Step(createdWhen(target), target, additions(target)));
        }
        index(null, target, steps);
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    /** Options of the index behind it, which has its name, and what is said about that. */
    private static void index(@Nullable SchemaObject current, SchemaObject target, List<Step> steps) {
        String index = "INDEX %s.%s".formatted(Names.quoted(target.address().schema()), Names.of(target));
        Options.changes(current == null ? null : current.get("options"), target.get("options"), "")
                .forEach(change ->
                        steps.add(Step.of(Step.Order.FINISH, target, "ALTER %s %s".formatted(index, change))));
        String now = current == null ? null : current.get("index comment");
        String then = target.get("index comment");
        if (!Objects.equals(now, then)) {
            steps.add(Settings.comment(target, index, then));
        }
    }

    private static Step.Order createdWhen(SchemaObject constraint) {
        if (constraint.kind() == ObjectKind.DOMAIN_CONSTRAINT) {
            return Step.Order.CREATE_ROUTINE;
        }
        return isForeign(constraint) ? Step.Order.CREATE_FOREIGN_KEY : Step.Order.CREATE_KEY;
    }

    private static boolean isForeign(SchemaObject constraint) {
        return constraint.get("~type", "").equals(FOREIGN);
    }

    /** Not one that comes and goes with that of a parent. */
    private static boolean isOwn(SchemaObject constraint) {
        return !constraint.has("inherited") && !constraint.has("attached");
    }

    private static String head(SchemaObject constraint) {
        return (constraint.kind() == ObjectKind.DOMAIN_CONSTRAINT ? "ALTER DOMAIN " : "ALTER TABLE ")
                + constraint.within();
    }

    private static String add(SchemaObject target) {
        return "%s ADD CONSTRAINT %s %s".formatted(head(target), Names.of(target), target.get("definition"));
    }

    /** What the rows that are there do not fulfil is there for those to come at least. */
    private static List<List<String>> additions(SchemaObject target) {
        String whole = add(target);
        boolean rows = "fc".contains(target.get("~type", "-")) && !whole.endsWith(NOT_VALID);
        return rows ? List.of(List.of(whole), List.of(whole + NOT_VALID)) : List.of(List.of(whole));
    }

    private static String dropped(SchemaObject current) {
        return "%s DROP CONSTRAINT %s".formatted(head(current), Names.of(current));
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        if (!isOwn(current)) {
            return List.of();
        }
        Step.Order order = isForeign(current) ? Step.Order.DROP_FOREIGN_KEY : Step.Order.DROP_INDEX;
        return List.of(Step.of(order, current, dropped(current)));
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        String now = current.get("definition", "");
        if (!Objects.equals(now, target.get("definition")) && isOwn(target)) {
            boolean onlyUnproven = now.equals(target.get("definition") + NOT_VALID);
            if (onlyUnproven) {
                steps.add(Step.of(
                        Step.Order.ALTER,
                        target,
                        "%s VALIDATE CONSTRAINT %s".formatted(head(target), Names.of(target))));
            } else {
                steps.add(Step.of(createdWhen(target), target, dropped(target), add(target)));
            }
        }
        index(current, target, steps);
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }
}
