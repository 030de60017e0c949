package dev.switchback.schema.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A snapshot as JSON, one array for each object.
 *
 * <pre>{@code
 * {"product":"PostgreSQL","version":18,"objects":[
 *   ["COLUMN",[16385,1,16385],["public","id","public.a.id","public.a"],{"position":"1","type":"integer"}]]}
 * }</pre>
 */
final class SnapshotJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SnapshotJson() {}

    static String write(SchemaSnapshot snapshot) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode root = nodes.objectNode();
        root.put("product", snapshot.product());
        root.put("version", snapshot.version());
        ArrayNode objects = root.putArray("objects");
        for (SchemaObject object : snapshot.objects()) {
            ArrayNode entry = objects.addArray();
            entry.add(object.kind().name());
            Identity identity = object.identity();
            entry.addArray().add(identity.oid()).add(identity.sub()).add(identity.parent());
            Address address = object.address();
            entry.addArray()
                    .add(address.schema())
                    .add(address.name())
                    .add(address.path())
                    .add(address.within());
            ObjectNode attributes = entry.addObject();
            object.attributes().forEach(attributes::put);
        }
        return MAPPER.writeValueAsString(root);
    }

    static SchemaSnapshot read(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            List<SchemaObject> objects = new ArrayList<>();
            for (JsonNode entry : root.required("objects")) {
                objects.add(object(entry));
            }
            return new SchemaSnapshot(
                    root.required("product").stringValue(),
                    root.required("version").intValue(),
                    objects,
                    null);
        } catch (JacksonException | IllegalArgumentException misfit) {
            throw SnapshotException.notASnapshot(misfit);
        }
    }

    private static SchemaObject object(JsonNode entry) {
        JsonNode identity = entry.required(1);
        JsonNode address = entry.required(2);
        Map<String, String> attributes = new TreeMap<>();
        entry.required(3)
                .properties()
                .forEach(property ->
                        attributes.put(property.getKey(), property.getValue().stringValue()));
        return new SchemaObject(
                ObjectKind.valueOf(entry.required(0).stringValue()),
                new Identity(
                        identity.required(0).longValue(),
                        identity.required(1).intValue(),
                        identity.required(2).longValue()),
                new Address(
                        address.required(0).stringValue(),
                        address.required(1).stringValue(),
                        address.required(2).stringValue(),
                        address.required(3).stringValue()),
                attributes);
    }
}
