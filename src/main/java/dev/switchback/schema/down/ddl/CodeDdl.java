package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Triggers, rules and policies of relations. */
final class CodeDdl implements KindDdl {

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (!isCloned(target)) {
            steps.add(Step.of(Step.Order.CREATE_CODE, target, whole(target)));
        }
        if (target.has("enabled")) {
            steps.add(enabled(target));
        }
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    /** Of a partition, it comes and goes with that of the parent, and is told only where it is not enabled. */
    private static boolean isCloned(SchemaObject code) {
        return code.has("cloned");
    }

    private static String whole(SchemaObject code) {
        String name = Names.of(code);
        return switch (code.kind()) {
            case TRIGGER ->
                "CREATE %sTRIGGER %s%s"
                        .formatted(code.has("constraint") ? "CONSTRAINT " : "", name, code.get("definition"));
            case RULE -> "CREATE RULE %s%s".formatted(name, code.get("definition"));
            default -> policy(code, name);
        };
    }

    private static String policy(SchemaObject policy, String name) {
        StringBuilder sql = new StringBuilder("CREATE POLICY %s ON %s".formatted(name, policy.within()));
        sql.append(policy.has("restrictive") ? " AS RESTRICTIVE" : "");
        sql.append(" FOR ").append(policy.get("command", "ALL"));
        sql.append(" TO ").append(policy.get("roles", "PUBLIC"));
        if (policy.has("using")) {
            sql.append(" USING (").append(policy.get("using")).append(')');
        }
        if (policy.has("with check")) {
            sql.append(" WITH CHECK (").append(policy.get("with check")).append(')');
        }
        return sql.toString();
    }

    private static Step enabled(SchemaObject code) {
        return Step.of(
                Step.Order.FINISH,
                code,
                "ALTER TABLE %s %s %s %s"
                        .formatted(
                                code.within(),
                                code.get("enabled", "ENABLE"),
                                code.kind() == ObjectKind.RULE ? "RULE" : "TRIGGER",
                                Names.of(code)));
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return isCloned(current)
                ? List.of(Step.of(
                        Step.Order.FINISH,
                        current,
                        "ALTER TABLE %s %s TRIGGER %s"
                                .formatted(current.within(), current.get("~original", "ENABLE"), Names.of(current))))
                : List.of(Step.of(Step.Order.DROP_CODE, current, dropped(current)));
    }

    private static String dropped(SchemaObject current) {
        return "DROP " + Words.address(current);
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        if (!isCloned(target) && !whole(current).equals(whole(target))) {
            steps.add(Step.of(Step.Order.CREATE_CODE, target, dropped(current), whole(target)));
        }
        if (!Objects.equals(current.get("enabled"), target.get("enabled"))) {
            steps.add(enabled(target));
        }
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }
}
