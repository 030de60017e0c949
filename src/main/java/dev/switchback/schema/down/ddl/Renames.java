package dev.switchback.schema.down.ddl;

import dev.switchback.schema.catalog.ObjectKind;
import dev.switchback.schema.catalog.SchemaObject;
import dev.switchback.schema.down.text.Names;
import dev.switchback.schema.down.text.Pairs;
import dev.switchback.schema.down.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The statements that give objects the names they are to have, and move them to the schemas they are to be in. */
final class Renames {

    private static final String IN_SCHEMA = "in schema";

    private Renames() {}

    /** {@return the steps for whatever has another name than it is to have; schemas before all else} */
    static List<Step> of(Sides sides) {
        List<Pairs.Pair> renamed =
                sides.pairs().same().stream().filter(Pairs.Pair::isRenamed).toList();
        List<Step> schemas = renamed.stream()
                .filter(pair -> pair.target().kind() == ObjectKind.SCHEMA)
                .map(pair -> step(pair.current(), Names.of(pair.target())))
                .toList();
        if (!schemas.isEmpty()) {
            return schemas;
        }
        List<Step> steps = new ArrayList<>();
        for (Pairs.Pair pair : sides.pairs().same()) {
            if (pair.isRenamed()) {
                step(pair).ifPresent(steps::add);
            } else if (isMovedExtension(pair)) {
                steps.add(Step.of(
                        Step.Order.RENAME_WHOLE,
                        pair.current(),
                        "ALTER EXTENSION %s SET SCHEMA %s"
                                .formatted(pair.target().path(), pair.target().get(IN_SCHEMA))));
            }
        }
        steps.sort((one, other) -> one.order().compareTo(other.order()));
        return steps;
    }

    /** Its types and functions have other names then, where they are used. */
    private static boolean isMovedExtension(Pairs.Pair pair) {
        return pair.target().kind() == ObjectKind.EXTENSION
                && pair.target().has(IN_SCHEMA)
                && !Objects.equals(pair.current().get(IN_SCHEMA), pair.target().get(IN_SCHEMA));
    }

    private static Optional<Step> step(Pairs.Pair pair) {
        SchemaObject current = pair.current();
        SchemaObject target = pair.target();
        boolean moved = !current.address().schema().equals(target.address().schema());
        if (moved && current.within().isEmpty() && current.kind() != ObjectKind.EXTENSION) {
            return Optional.of(Step.of(
                    Step.Order.RENAME_WHOLE,
                    current,
                    "ALTER %s SET SCHEMA %s".formatted(Words.address(current), Names.schemaOf(target))));
        }
        boolean comesAlong = ColumnDdl.isInherited(current) || current.has("inherited");
        if (current.name().equals(target.name()) || comesAlong) {
            return Optional.empty();
        }
        boolean label = target.kind() == ObjectKind.ENUM_LABEL;
        return Optional.of(step(current, label ? Names.literal(target.name()) : Names.of(target)));
    }

    /** {@return the step that gives an object a name, which is quoted as it must be} */
    static Step step(SchemaObject current, String to) {
        String name = Names.of(current);
        String within = current.within();
        return switch (current.kind()) {
            case COLUMN -> column(current, "%s TO %s".formatted(name, to));
            case CONSTRAINT -> part(current, "ALTER TABLE %s RENAME CONSTRAINT %s TO %s".formatted(within, name, to));
            case DOMAIN_CONSTRAINT ->
                part(current, "ALTER DOMAIN %s RENAME CONSTRAINT %s TO %s".formatted(within, name, to));
            case ENUM_LABEL ->
                part(
                        current,
                        "ALTER TYPE %s RENAME VALUE %s TO %s".formatted(within, Names.literal(current.name()), to));
            case TRIGGER, RULE, POLICY -> part(current, "ALTER %s RENAME TO %s".formatted(Words.address(current), to));
            case INDEX -> part(current, "ALTER INDEX %s RENAME TO %s".formatted(current.path(), to));
            default ->
                Step.of(
                        Step.Order.RENAME_WHOLE,
                        current,
                        "ALTER %s RENAME TO %s".formatted(Words.address(current), to));
        };
    }

    private static Step part(SchemaObject current, String statement) {
        return Step.of(Step.Order.RENAME_PART, current, statement);
    }

    private static Step column(SchemaObject column, String names) {
        return switch (ColumnDdl.relation(column)) {
            case "c" -> ColumnDdl.attribute(Step.Order.RENAME_PART, column, "RENAME ATTRIBUTE " + names);
            case "v" -> part(column, "ALTER VIEW %s RENAME COLUMN %s".formatted(column.within(), names));
            case "m" -> part(column, "ALTER MATERIALIZED VIEW %s RENAME COLUMN %s".formatted(column.within(), names));
            case "f" -> part(column, "ALTER FOREIGN TABLE %s RENAME COLUMN %s".formatted(column.within(), names));
            default -> part(column, "ALTER TABLE %s RENAME COLUMN %s".formatted(column.within(), names));
        };
    }

    /** {@return the steps that take names away from those that have to give them to others first} */
    static List<Step> evasions(Sides sides) {
        List<Step> steps = new ArrayList<>();
        for (Pairs.Pair pair : sides.pairs().same()) {
            if (pair.isRenamed() && isInTheWay(pair.current(), sides)) {
                String name = pair.current().name();
                String other = name.substring(0, Math.min(name.length(), 40)) + "_switchback";
                String to = pair.current().kind() == ObjectKind.ENUM_LABEL ? Names.literal(other) : Names.quoted(other);
                steps.add(step(pair.current(), to));
            }
        }
        return steps;
    }

    private static boolean isInTheWay(SchemaObject current, Sides sides) {
        return sides.pairs().same().stream()
                .anyMatch(pair -> pair.isRenamed()
                        && !pair.current().key().equals(current.key())
                        && pair.target()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .equals(current.name().toLowerCase(Locale.ROOT)));
    }
}
