package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.Node.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON, token by token, into nodes: no type names, no mapper, no recursion. Values that repeat, and the names of
 * objects with the same fields, are kept once. For one text.
 */
final class JsonReader {

    /** Immutable and thread-safe; a parser is made for each text. Sizes are bounded by who reads. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int RECENT = 4_096;
    private static final int SHORT = 32;

    private final JsonParser parser;
    private final Leaf[] recent = new Leaf[RECENT];
    private final String[][] recentNames = new String[RECENT][];
    private final List<Open> open = new ArrayList<>(); // one for each level that was ever reached
    private int depth;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a text.
     *
     * @throws JacksonException if it is not JSON
     */
    static Node read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Node node = read(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "there is more after the end");
            }
            return node;
        }
    }

    /** {@return what a parser reads next, which ends with it} */
    static Node read(JsonParser parser) {
        return new JsonReader(parser).node();
    }

    private Node node() {
        while (true) {
            Node done = next();
            if (done != null && depth == 0) {
                return done;
            }
            if (done != null) {
                open.get(depth - 1).values.add(done);
            }
        }
    }

    /** {@return what is whole with the next token, null if nothing is} */
    private @Nullable Node next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new StreamReadException(parser, "there is nothing");
        }
        return switch (token) {
            case START_OBJECT, START_ARRAY -> begin();
            case PROPERTY_NAME -> named();
            case END_OBJECT -> object(open.get(--depth));
            case END_ARRAY -> list(open.get(--depth));
            case VALUE_TRUE -> Leaf.TRUE;
            case VALUE_FALSE -> Leaf.FALSE;
            case VALUE_NULL -> Leaf.NULL;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaf(Sort.NUMBER, Numbers.of(parser.getString()));
            case VALUE_STRING -> leaf(Sort.TEXT, parser.getString());
            default -> embedded(parser.getEmbeddedObject());
        };
    }

    private @Nullable Node begin() {
        if (depth == Node.DEEPEST) {
            parser.skipChildren();
            return Unreadable.DEEP;
        }
        if (depth == open.size()) {
            open.add(new Open());
        }
        open.get(depth++).clear();
        return null;
    }

    private @Nullable Node named() {
        open.get(depth - 1).names.add(parser.currentName());
        return null;
    }

    private Node object(Open object) {
        if (object.names.isEmpty()) {
            return Fields.NONE;
        }
        String[] names = object.names.toArray(String[]::new);
        Node[] values = object.values.toArray(Node[]::new);
        Fields.sort(names, values);
        int slot = Arrays.hashCode(names) & (RECENT - 1);
        if (!Arrays.equals(recentNames[slot], names)) {
            recentNames[slot] = names;
        }
        return new Fields(recentNames[slot], values, null);
    }

    private static Node list(Open list) {
        return list.values.isEmpty() ? Items.NONE : new Items(list.values.toArray(Node[]::new), true);
    }

    private Leaf leaf(Sort sort, Object value) {
        if (value instanceof String text && text.length() > SHORT) {
            return new Leaf(sort, value);
        }
        int slot = (int) Digest.mixed(value.hashCode()) & (RECENT - 1);
        Leaf known = recent[slot];
        if (known == null || known.sort() != sort || !known.value().equals(value)) {
            known = new Leaf(sort, value);
            recent[slot] = known;
        }
        return known;
    }

    /** A tree made by hand may hold anything. */
    private static Leaf embedded(@Nullable Object value) {
        if (value == null) {
            return Leaf.NULL;
        }
        return new Leaf(value instanceof byte[] ? Sort.BYTES : Sort.VALUE, value);
    }

    /** A list or object of which the end has not been read. */
    private static final class Open {

        private final List<String> names = new ArrayList<>();
        private final List<Node> values = new ArrayList<>();

        private void clear() {
            names.clear();
            values.clear();
        }
    }
}
