package dev.switchback.schema.down.ddl;

import static java.util.Objects.requireNonNull;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A column of a table that is to become another: type, generation, identity, default and NOT NULL. */
final class ColumnChange {

    private static final int INHERITS_NOT_NULL = 18;

    private final int version;
    private final SchemaObject current;
    private final SchemaObject target;
    private final List<Step> steps = new ArrayList<>();

    ColumnChange(SchemaObject current, SchemaObject target, int version) {
        this.version = version;
        this.current = current;
        this.target = target;
    }

    List<Step> steps() {
        if (differs("generated") || differs("virtual")) {
            generation();
            return steps;
        }
        boolean inherited = ColumnDdl.isInherited(target) && ColumnDdl.isInherited(current);
        if (!inherited && !Columns.type(current).equals(Columns.type(target))) {
            type();
        }
        boolean fromParent = target.has("identity") && !target.has("identity options");
        if (!fromParent && (differs("identity") || differs("identity options") || differs("sequence type"))) {
            identity();
        }
        if (differs("default") && !target.has("identity")) {
            add(Columns.defaultOf(target, "ALTER TABLE "));
        }
        boolean notNullOfParent = inherited && version >= INHERITS_NOT_NULL && "yes".equals(target.get("not null"));
        if (differs("not null") && !notNullOfParent) {
            notNull();
        }
        return steps;
    }

    private boolean differs(String attribute) {
        return !Objects.equals(current.get(attribute), target.get(attribute));
    }

    private void add(String... statements) {
        steps.add(Step.of(Step.Order.ALTER, target, statements));
    }

    private String alter(String rest) {
        return Columns.alter(target, "ALTER COLUMN", " " + rest);
    }

    private void type() {
        String type = Columns.type(target);
        String plain = alter("TYPE " + type);
        String name = Names.of(target);
        String bare = target.get("type", "");
        List<String> ways = List.of(
                plain,
                "%s USING %s::%s".formatted(plain, name, bare),
                "%s USING %s::pg_catalog.text::%s".formatted(plain, name, bare));
        List<List<String>> variants = new ArrayList<>();
        for (String way : ways) {
            variants.add(List.of(way));
        }
        if (current.has("default")) {
            ways.forEach(way -> variants.add(List.of(alter("DROP DEFAULT"), way)));
        }
        if (current.has("identity") && !target.has("identity")) {
            ways.forEach(way -> variants.add(List.of(alter("DROP IDENTITY"), way)));
        }
        if (current.has("identity options") && target.has("identity options")) { // whose limits may not fit the type
            String unlimited = "ALTER SEQUENCE %s NO MINVALUE NO MAXVALUE"
                    .formatted(Sequences.nameIn(requireNonNull(current.get("identity options"))));
            ways.forEach(way -> variants.add(List.of(unlimited, way)));
        }
        steps.add(new Step(Step.Order.ALTER, target, variants));
    }

    /** A generated column is computed again, so that nothing is lost when it is another column. */
    private void generation() {
        List<List<String>> variants = new ArrayList<>();
        if (!target.has("generated")) {
            variants.add(List.of(alter("DROP EXPRESSION")));
        } else {
            if (current.has("generated") && !differs("virtual")) {
                variants.add(List.of(alter("SET EXPRESSION AS (%s)".formatted(target.get("generated")))));
            }
            variants.add(List.of(
                    Columns.alter(target, "DROP COLUMN", ""),
                    "ALTER TABLE %s ADD COLUMN %s".formatted(target.within(), Columns.definition(target, version))));
        }
        steps.add(new Step(Step.Order.ALTER, target, variants));
    }

    private void identity() {
        String options = target.get("identity options", "");
        if (!target.has("identity")) {
            add(alter("DROP IDENTITY"));
        } else if (!current.has("identity")) {
            String added = alter("ADD GENERATED %s AS IDENTITY (%s)"
                    .formatted(target.get("identity"), IdentitySequence.options(target)));
            List<String> whole = new ArrayList<>();
            if (current.has("default")) {
                whole.add(alter("DROP DEFAULT"));
            }
            if (!current.has("not null")) {
                whole.add(alter("SET NOT NULL"));
            }
            whole.add(added);
            whole.add(Sequences.continued(target));
            steps.add(new Step(Step.Order.ALTER, target, List.of(whole)));
        } else {
            if (differs("identity")) {
                add(alter("SET GENERATED " + requireNonNull(target.get("identity"))));
            }
            String name = Sequences.nameIn(requireNonNull(current.get("identity options")));
            if (differs("identity options") || differs("sequence type")) {
                String type = IdentitySequence.type(current, target);
                steps.add(new Step(Step.Order.ALTER, target, List.of(Sequences.changes(name, type, options))));
            }
        }
    }

    private void notNull() {
        String now = current.get("not null");
        String then = target.get("not null");
        if (then == null) {
            add(alter("DROP NOT NULL"));
        } else if (then.equals("yes") || now == null || now.equals("yes")) {
            add(required(target));
        } else {
            renamed(now, then);
        }
    }

    /** {@return the statement that makes a column NOT NULL, which has a name where the server knows one} */
    static String required(SchemaObject target) {
        String then = requireNonNull(target.get("not null"));
        if (then.equals("yes")) {
            return Columns.alter(target, "ALTER COLUMN", " SET NOT NULL");
        }
        String rest = then.replace(" no inherit", " NO INHERIT").replace(" not valid", " NOT VALID");
        String tail = rest.substring(Columns.constraintName(then).length());
        return "ALTER TABLE %s ADD CONSTRAINT %s NOT NULL %s%s"
                .formatted(target.within(), Columns.constraintName(then), Names.of(target), tail);
    }

    private void renamed(String now, String then) {
        String from = Columns.constraintName(now);
        String to = Columns.constraintName(then);
        if (!from.equals(to)) {
            add("ALTER TABLE %s RENAME CONSTRAINT %s TO %s".formatted(target.within(), from, to));
        } else if (now.contains(" not valid") && !then.contains(" not valid")) {
            add("ALTER TABLE %s VALIDATE CONSTRAINT %s".formatted(target.within(), to));
        } else {
            add(alter("DROP NOT NULL"));
        }
    }
}
