package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Pairs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is to be done to make one schema of another. */
public final class Plan {

    private static final Map<ObjectKind, KindDdl> DDL = new EnumMap<>(ObjectKind.class);

    static {
        KindDdl global = new GlobalDdl();
        for (ObjectKind kind : ObjectKind.values()) {
            DDL.put(kind, global);
        }
        KindDdl types = new TypeDdl();
        KindDdl code = new CodeDdl();
        KindDdl constraints = new ConstraintDdl();
        KindDdl views = new ViewDdl();
        DDL.put(ObjectKind.TABLE, new TableDdl());
        DDL.put(ObjectKind.COLUMN, new ColumnDdl());
        DDL.put(ObjectKind.CONSTRAINT, constraints);
        DDL.put(ObjectKind.DOMAIN_CONSTRAINT, constraints);
        DDL.put(ObjectKind.INDEX, new IndexDdl());
        DDL.put(ObjectKind.VIEW, views);
        DDL.put(ObjectKind.MATERIALIZED_VIEW, views);
        DDL.put(ObjectKind.SEQUENCE, new Sequences());
        DDL.put(ObjectKind.ENUM, types);
        DDL.put(ObjectKind.DOMAIN, types);
        DDL.put(ObjectKind.COMPOSITE, types);
        DDL.put(ObjectKind.RANGE, types);
        DDL.put(ObjectKind.BASE_TYPE, types);
        DDL.put(ObjectKind.ROUTINE, new RoutineDdl());
        DDL.put(ObjectKind.TRIGGER, code);
        DDL.put(ObjectKind.RULE, code);
        DDL.put(ObjectKind.POLICY, code);
    }

    private final Sides sides;

    /** Makes the plan for two sides. */
    public Plan(Sides sides) {
        this.sides = sides;
    }

    private static KindDdl ddl(SchemaObject object) {
        return Objects.requireNonNull(DDL.get(object.kind()));
    }

    /** {@return what gives everything its name; until that is done, definitions only seem to differ} */
    public List<Step> renames() {
        return Renames.of(sides);
    }

    /** {@return what gives names that are in the way of others to nobody} */
    public List<Step> evasions() {
        return Renames.evasions(sides);
    }

    /** {@return what drops whatever is not to be} */
    public List<Step> drops() {
        List<Step> steps = new ArrayList<>();
        for (SchemaObject extra : sides.pairs().extra()) {
            boolean goesAlong = extra.kind() != ObjectKind.USER_MAPPING && sides.goesWithItsWhole(extra);
            if (!goesAlong && !sides.goesWithItsOwner(extra) && extra.kind() != ObjectKind.ENUM_LABEL) {
                steps.addAll(ddl(extra).drop(extra, sides));
            }
        }
        steps.sort(Comparator.comparing(Step::order)
                .thenComparing(step -> -step.object().identity().oid()));
        return steps;
    }

    /** {@return everything, in an order that mostly works} */
    public List<Step> all() {
        List<Step> steps = new ArrayList<>(drops());
        for (SchemaObject missing : sides.pairs().missing()) {
            if (missing.kind() != ObjectKind.ENUM_LABEL) {
                steps.addAll(ddl(missing).create(missing, sides));
            }
        }
        for (Pairs.Pair pair : sides.pairs().same()) {
            if (pair.target().kind() != ObjectKind.ENUM_LABEL) {
                steps.addAll(ddl(pair.target()).alter(pair.current(), pair.target(), sides));
            }
        }
        // what was made first comes first: that is mostly the order in which things depend on each other
        steps.sort(Comparator.comparing(Step::order)
                .thenComparing(
                        step -> isDrop(step.order()) ? -step.object().identity().oid() : 0)
                .thenComparing(step -> step.object().identity().oid())
                .thenComparing(step -> step.object().identity().sub()));
        return steps;
    }

    private static boolean isDrop(Step.Order order) {
        return order.compareTo(Step.Order.DROP_CODE) >= 0 && order.compareTo(Step.Order.DROP_SCHEMA) <= 0;
    }

    /** {@return the statements that drop an object, empty if it cannot be dropped for another's sake} */
    public List<String> sacrifice(SchemaObject object) {
        return switch (object.kind()) {
            case VIEW,
                    MATERIALIZED_VIEW,
                    RULE,
                    TRIGGER,
                    POLICY,
                    ROUTINE,
                    AGGREGATE,
                    CONSTRAINT,
                    INDEX,
                    STATISTICS,
                    EVENT_TRIGGER,
                    PUBLICATION,
                    OPERATOR,
                    OPERATOR_CLASS,
                    CAST,
                    DOMAIN_CONSTRAINT ->
                ddl(object).drop(object, sides).stream()
                        .flatMap(step -> step.variants().get(0).stream())
                        .toList();
            case COLUMN -> column(object);
            default -> List.of();
        };
    }

    /** Of columns only the default, and those that are computed. */
    private static List<String> column(SchemaObject column) {
        if (!ColumnDdl.isTable(column)) {
            return List.of();
        }
        if (column.has("generated")) {
            return List.of(Columns.alter(column, "DROP COLUMN", ""));
        }
        return column.has("default") ? List.of(Columns.alter(column, "ALTER COLUMN", " DROP DEFAULT")) : List.of();
    }
}
