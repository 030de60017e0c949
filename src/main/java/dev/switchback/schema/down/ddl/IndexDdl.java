package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Indexes that do not belong to a constraint. */
final class IndexDdl implements KindDdl {

    /** As the server shows them: {@code WITH (fillfactor='70', deduplicate_items=off)}, before a condition. */
    private static final Pattern OPTIONS =
            Pattern.compile(" WITH \\(((?:\\w+(?:='[^']*'|=\\w+)?(?:, )?)+)\\)(?= WHERE |$)");

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

    /** {@return the definition without its storage options: one that is attached may have its own} */
    private static String bare(SchemaObject index) {
        return OPTIONS.matcher(index.get("definition", "")).replaceFirst("");
    }

    /** {@return the storage options, as tables have theirs} */
    private static @Nullable String options(SchemaObject index) {
        Matcher options = OPTIONS.matcher(index.get("definition", ""));
        return options.find() ? options.group(1).replace("'", "") : null;
    }

    /** Only options differ: they are set where that can be said of an index, and need no other index. */
    private static void options(SchemaObject current, SchemaObject target, List<Step> steps) {
        List<String> changes = Options.changes(options(current), options(target), "").stream()
                .map(change -> "ALTER INDEX %s %s".formatted(target.path(), change))
                .toList();
        List<List<String>> variants = new ArrayList<>();
        variants.add(changes);
        if (!target.has("attached")) {
            variants.add(List.of("DROP INDEX " + current.path(), whole(target)));
        }
        steps.add(new Step(Step.Order.FINISH, target, variants));
    }

    private static void statistics(@Nullable SchemaObject current, SchemaObject target, List<Step> steps) {
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
        boolean other = !bare(current).equals(bare(target)) || current.has("unique") != target.has("unique");
        if (!other && !Objects.equals(current.get("definition"), target.get("definition"))) {
            options(current, target, steps);
        } else if (other && !target.has("attached")) {
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
