package dev.switchback.activemodel.tables;

import dev.switchback.activemodel.tables.Column.Origin;
import dev.switchback.activemodel.tables.ColumnType.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tables as JSON, all that is known of them; nothing in it names a class.
 *
 * <pre>{@code
 * {"name":"film","columns":[{"name":"film_id","type":{"name":"int4","kind":"integer"},"nullable":false,...}],...}
 * }</pre>
 */
public final class TableJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TableJson() {}

    /** {@return a table as JSON} */
    public static ObjectNode of(Table table) {
        ObjectNode tree = NODES.objectNode();
        tree.put("name", table.name());
        tree.set("columns", list(table.columns(), TableJson::column));
        tree.set("primaryKey", texts(table.primaryKey()));
        tree.set("foreignKeys", list(table.foreignKeys(), TableJson::foreignKey));
        tree.set("uniqueKeys", list(table.uniqueKeys(), TableJson::texts));
        table.parent().ifPresent(parent -> tree.put("parent", parent));
        table.comment().ifPresent(comment -> tree.put("comment", comment));
        return tree;
    }

    /**
     * Returns the table that was written so.
     *
     * @throws tools.jackson.core.JacksonException if a field is missing, or another kind of value
     * @throws IllegalArgumentException for a word that is not known
     */
    public static Table parse(JsonNode tree) {
        return new Table(
                text(tree, "name"),
                list(tree.required("columns"), TableJson::column),
                texts(tree.required("primaryKey")),
                list(tree.required("foreignKeys"), TableJson::foreignKey),
                list(tree.required("uniqueKeys"), TableJson::texts),
                optional(tree, "parent"),
                optional(tree, "comment"));
    }

    private static JsonNode column(Column column) {
        ObjectNode tree = NODES.objectNode();
        tree.put("name", column.name());
        tree.set("type", type(column.type()));
        tree.put("nullable", column.nullable());
        tree.put("origin", word(column.origin()));
        column.defaultValue().ifPresent(value -> tree.put("default", value));
        column.comment().ifPresent(comment -> tree.put("comment", comment));
        return tree;
    }

    private static Column column(JsonNode tree) {
        return new Column(
                text(tree, "name"),
                type(tree.required("type")),
                tree.required("nullable").booleanValue(),
                Origin.valueOf(text(tree, "origin").toUpperCase(Locale.ROOT)),
                optional(tree, "default"),
                optional(tree, "comment"));
    }

    private static JsonNode type(ColumnType type) {
        ObjectNode tree = NODES.objectNode();
        tree.put("name", type.name());
        if (type instanceof ColumnType.Plain plain) {
            tree.put("kind", word(plain.kind()));
        } else if (type instanceof ColumnType.Labels labels) {
            tree.set("labels", texts(labels.labels()));
        } else if (type instanceof ColumnType.Array array) {
            tree.set("element", type(array.element()));
        } else if (type instanceof ColumnType.Domain domain) {
            tree.set("base", type(domain.base()));
        }
        return tree;
    }

    private static ColumnType type(JsonNode tree) {
        String name = text(tree, "name");
        if (tree.has("kind")) {
            return new ColumnType.Plain(name, Kind.valueOf(text(tree, "kind").toUpperCase(Locale.ROOT)));
        }
        if (tree.has("labels")) {
            return new ColumnType.Labels(name, texts(tree.required("labels")));
        }
        return tree.has("element")
                ? new ColumnType.Array(name, type(tree.required("element")))
                : new ColumnType.Domain(name, type(tree.required("base")));
    }

    private static JsonNode foreignKey(ForeignKey key) {
        ObjectNode tree = NODES.objectNode();
        tree.put("name", key.name());
        tree.set("columns", texts(key.columns()));
        tree.put("table", key.table());
        tree.set("references", texts(key.references()));
        return tree;
    }

    private static ForeignKey foreignKey(JsonNode tree) {
        return new ForeignKey(
                text(tree, "name"),
                texts(tree.required("columns")),
                text(tree, "table"),
                texts(tree.required("references")));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode tree, String field) {
        return tree.required(field).stringValue();
    }

    private static Optional<String> optional(JsonNode tree, String field) {
        return tree.has(field) ? Optional.of(text(tree, field)) : Optional.empty();
    }

    private static JsonNode texts(List<String> texts) {
        ArrayNode list = NODES.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    private static List<String> texts(JsonNode list) {
        return list(list, JsonNode::stringValue);
    }

    private static <T> JsonNode list(Collection<T> values, Function<T, JsonNode> written) {
        ArrayNode list = NODES.arrayNode();
        values.forEach(value -> list.add(written.apply(value)));
        return list;
    }

    private static <T> List<T> list(JsonNode list, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>();
        list.asArray().forEach(item -> values.add(read.apply(item)));
        return values;
    }
}
