package dev.switchback.activemodel;

import dev.switchback.activemodel.ModelNames.ModelName;
import dev.switchback.activemodel.tables.Table;
import dev.switchback.activemodel.tables.TableJson;
import dev.switchback.pipeline.InvalidValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests as text, from which both pipelines generate the same without the database: the table, the tables that it is
 * related to in this run, and what they are called in TypeScript.
 *
 * <pre>{@code
 * {"table":"film","tables":[...],"names":{"film":{"file":"film","type":"Film"},...}}
 * }</pre>
 *
 * <p>Other tables of the run are left out: no model refers to them.
 */
public final class RequestText {

    private static final int DEEPEST = 32;
    private static final int LARGEST = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxDocumentLength(LARGEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestText() {}

    /** {@return a request as text} */
    public static String of(GenerationRequest request) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("table", request.key());
        ArrayNode tables = tree.putArray("tables");
        ObjectNode names = tree.putObject("names");
        for (Table table : request.tables()) {
            if (isRelated(request.table(), table)) {
                tables.add(TableJson.of(table));
                ModelName name = request.name(table);
                names.putObject(table.name()).put("file", name.file()).put("type", name.type());
            }
        }
        return tree.toString();
    }

    private static boolean isRelated(Table table, Table other) {
        return other.equals(table)
                || table.foreignKeys().stream().anyMatch(key -> key.table().equals(other.name()))
                || other.foreignKeys().stream().anyMatch(key -> key.table().equals(table.name()));
    }

    /**
     * Returns the request that was written so.
     *
     * @throws InvalidValueException if the text is none
     */
    public static GenerationRequest parse(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            List<Table> tables = new ArrayList<>();
            tree.required("tables").asArray().forEach(table -> tables.add(TableJson.parse(table)));
            Map<String, ModelName> names = new HashMap<>();
            for (Table table : tables) {
                JsonNode name = tree.required("names").required(table.name());
                names.put(
                        table.name(),
                        new ModelName(
                                name.required("file").stringValue(),
                                name.required("type").stringValue()));
            }
            String wanted = tree.required("table").stringValue();
            Table own = tables.stream()
                    .filter(table -> table.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no table %s among them".formatted(wanted)));
            return GenerationPlan.request(own, tables, new ModelNames(names));
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw InvalidValueException.of(
                    "request", "a table with its relations and names in JSON", malformed.getMessage(), malformed);
        }
    }
}
