package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sequences, of their own and of identity columns. */
final class Sequences implements KindDdl {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^.\"\\s]+)";
    private static final Pattern OPTIONS =
            Pattern.compile("SEQUENCE NAME ((" + NAME + ")\\.(" + NAME + ")) (.*)", Pattern.DOTALL);

    /** {@return the name of the sequence in the options of an identity column} */
    static String nameIn(String options) {
        Matcher matcher = matched(options);
        return matcher.group(1);
    }

    private static Matcher matched(String options) {
        Matcher matcher = OPTIONS.matcher(options);
        if (!matcher.matches()) {
            throw new IllegalStateException("options of an identity column without a name: " + options);
        }
        return matcher;
    }

    /**
     * {@return the statements that give the sequence of an identity column other options}
     *
     * @param type what is said of its type before them, empty for nothing
     */
    static List<String> changes(String name, String type, String options) {
        Matcher matcher = matched(options);
        List<String> statements = new ArrayList<>();
        String to = matcher.group(3);
        statements.add("ALTER SEQUENCE %s %s%s".formatted(name, type, matcher.group(4)));
        if (!name.equals(matcher.group(1))) {
            statements.add("ALTER SEQUENCE %s RENAME TO %s".formatted(name, to));
        }
        return statements;
    }

    /** {@return the statement that lets a new sequence go on where the values of its column end} */
    static String continued(SchemaObject column) {
        return continued(nameIn(column.get("identity options", "")), column.within(), Names.of(column));
    }

    private static String continued(String sequence, String table, String column) {
        return "SELECT pg_catalog.setval(%s, max(%s)) FROM %s HAVING max(%s) > 0"
                .formatted(Names.literal(sequence), column, table, column);
    }

    @Override
    public List<Step> create(SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                Step.Order.CREATE_TYPE,
                target,
                "CREATE %sSEQUENCE %s AS %s %s"
                        .formatted(
                                target.has("unlogged") ? "UNLOGGED " : "",
                                target.path(),
                                target.get("type"),
                                options(target))));
        if (target.has("owned by")) {
            steps.add(owned(target));
        }
        steps.addAll(Settings.ofNew(target, sides));
        return steps;
    }

    private static Step owned(SchemaObject target) {
        return Step.of(
                Step.Order.ALTER,
                target,
                "ALTER SEQUENCE %s OWNED BY %s".formatted(target.path(), target.get("owned by", "NONE")));
    }

    private static String options(SchemaObject sequence) {
        return "START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s"
                .formatted(
                        sequence.get("start"),
                        sequence.get("increment"),
                        sequence.get("minimum"),
                        sequence.get("maximum"),
                        sequence.get("cache"),
                        sequence.has("cycle") ? " CYCLE" : " NO CYCLE");
    }

    @Override
    public List<Step> drop(SchemaObject current, Sides sides) {
        return List.of(Step.of(Step.Order.DROP_TYPE, current, "DROP SEQUENCE " + current.path()));
    }

    @Override
    public List<Step> alter(SchemaObject current, SchemaObject target, Sides sides) {
        List<Step> steps = new ArrayList<>();
        String type = target.get("type", "bigint");
        if (!options(current).equals(options(target)) || !type.equals(current.get("type"))) {
            steps.add(Step.of(
                    Step.Order.ALTER,
                    target,
                    "ALTER SEQUENCE %s AS %s %s".formatted(target.path(), type, options(target))));
        }
        if (!current.get("owned by", "").equals(target.get("owned by", ""))) {
            steps.add(owned(target));
        }
        if (current.has("unlogged") != target.has("unlogged")) {
            steps.add(Step.of(
                    Step.Order.FINISH,
                    target,
                    "ALTER SEQUENCE %s SET %s"
                            .formatted(target.path(), target.has("unlogged") ? "UNLOGGED" : "LOGGED")));
        }
        steps.addAll(Settings.of(current, target, sides));
        return steps;
    }
}
