package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Items;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import dev.switchback.canary.structure.Node.Unreadable;
import dev.switchback.canary.structure.Properties.Property;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * Reads Java objects into nodes. An object that is met again below itself is a cycle, and tells only how far up it
 * leads; one that is met again elsewhere is read once. For one object and one thread.
 */
final class ObjectReader {

    private final Properties properties;
    private final Effort effort;
    private final IdentityHashMap<Object, Integer> above = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Known> known = new IdentityHashMap<>();
    private int lowest; // how deep what was read last went
    private boolean passing; // whether a cycle or an end was met, which depend on where they were met

    /** What was read before, and how many levels it has. */
    private record Known(Node node, int levels) {}

    ObjectReader(Properties properties, Effort effort) {
        this.properties = properties;
        this.effort = effort;
    }

    Node read(@Nullable Object object) {
        return read(object, 0);
    }

    private Node read(@Nullable Object object, int depth) {
        effort.step();
        if (object instanceof Optional<?> optional) {
            return optional.isEmpty() ? Leaf.EMPTY : read(optional.get(), depth);
        }
        Leaf leaf = leaf(object);
        if (leaf != null || object == null) {
            return leaf == null ? Leaf.NULL : leaf;
        }
        Integer seenAt = above.get(object);
        if (seenAt != null) {
            passing = true;
            return new Leaf(Sort.CYCLE, depth - seenAt);
        }
        Known before = known.get(object);
        if (before != null && depth + before.levels <= Node.DEEPEST) {
            lowest = Math.max(lowest, depth + before.levels);
            return before.node;
        }
        if (depth >= Node.DEEPEST) {
            passing = true;
            return Unreadable.DEEP;
        }
        return below(object, depth);
    }

    private Node below(Object object, int depth) {
        int lowestBefore = lowest;
        boolean passingBefore = passing;
        lowest = depth + 1;
        passing = false;
        above.put(object, depth);
        try {
            Node node = parts(object, depth + 1);
            if (!passing) {
                known.put(object, new Known(node, lowest - depth));
            }
            return node;
        } catch (Effort.TooMuchException tooMuch) {
            throw tooMuch;
        } catch (RuntimeException | StackOverflowError broken) { // a collection that cannot be gone through
            return Unreadable.because(broken);
        } finally {
            above.remove(object);
            lowest = Math.max(lowest, lowestBefore);
            passing |= passingBefore;
        }
    }

    private Node parts(Object object, int depth) {
        if (object instanceof Collection<?> collection) {
            List<Node> elements = new ArrayList<>();
            collection.forEach(element -> elements.add(read(element, depth)));
            boolean ordered = !(object instanceof Set || object instanceof PriorityQueue);
            return new Items(elements.toArray(Node[]::new), ordered);
        }
        if (object instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (object instanceof Map.Entry<?, ?> entry) {
            return entry(entry.getKey(), entry.getValue(), depth);
        }
        if (object.getClass().isArray()) {
            Node[] elements = new Node[Array.getLength(object)];
            for (int index = 0; index < elements.length; index++) {
                elements[index] = read(Array.get(object, index), depth);
            }
            return new Items(elements, true);
        }
        return object instanceof JsonNode json ? json(json) : fields(object, depth);
    }

    private Node fields(Object object, int depth) {
        List<Property> all = properties.get(object.getClass());
        String[] names = new String[all.size()];
        Node[] values = new Node[all.size()];
        for (int index = 0; index < names.length; index++) {
            names[index] = all.get(index).name();
            values[index] = property(all.get(index), object, depth);
        }
        return new Fields(names, values, object.getClass());
    }

    /** The others are compared nevertheless. */
    private Node property(Property property, Object object, int depth) {
        try {
            return read(property.of(object), depth);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            if (cause instanceof OutOfMemoryError full) {
                throw full;
            }
            return Unreadable.because(cause);
        }
    }

    private Node map(Map<?, ?> map, int depth) {
        Set<String> names = new HashSet<>();
        boolean named = map.keySet().stream().allMatch(key -> isName(key) && names.add(name(key)));
        List<Node> nodes = new ArrayList<>();
        if (!named) { // its keys are structures, too
            map.forEach((key, value) -> nodes.add(entry(key, value, depth + 1)));
            return new Items(nodes.toArray(Node[]::new), false);
        }
        List<String> keys = new ArrayList<>();
        map.forEach((key, value) -> {
            keys.add(name(key));
            nodes.add(read(value, depth));
        });
        String[] sorted = keys.toArray(String[]::new);
        Node[] values = nodes.toArray(Node[]::new);
        Fields.sort(sorted, values);
        return new Fields(sorted, values, null);
    }

    /** {@return the value, null if it has parts} */
    private @Nullable Leaf leaf(@Nullable Object object) {
        if (object instanceof CharSequence || object instanceof Character) {
            return new Leaf(Sort.TEXT, object.toString());
        }
        if (object instanceof Boolean truth) {
            return truth ? Leaf.TRUE : Leaf.FALSE;
        }
        if (object instanceof Enum<?> constant) {
            return new Leaf(Sort.ENUM, constant.name());
        }
        if (object instanceof byte[]) {
            return new Leaf(Sort.BYTES, object);
        }
        Object number = object instanceof Number some ? Numbers.of(some) : primitive(object);
        if (number != null) {
            return number == Leaf.EMPTY ? Leaf.EMPTY : new Leaf(Sort.NUMBER, number);
        }
        return object == null || hasParts(object) ? null : new Leaf(Sort.VALUE, object);
    }

    /** {@return the number that an optional of a primitive type holds, null if it is none} */
    private static @Nullable Object primitive(@Nullable Object object) {
        if (object instanceof OptionalInt optional) {
            return optional.isEmpty() ? Leaf.EMPTY : Numbers.of(optional.getAsInt());
        }
        if (object instanceof OptionalLong optional) {
            return optional.isEmpty() ? Leaf.EMPTY : Numbers.of(optional.getAsLong());
        }
        if (object instanceof OptionalDouble optional) {
            return optional.isEmpty() ? Leaf.EMPTY : Numbers.of(optional.getAsDouble());
        }
        return null;
    }

    private boolean hasParts(Object object) {
        if (object instanceof Iterable) { // another may give something else each time it is gone through
            return object instanceof Collection || object instanceof JsonNode;
        }
        return object instanceof Map
                || object instanceof Map.Entry
                || object.getClass().isArray()
                || properties.has(object.getClass());
    }

    private static String name(@Nullable Object key) {
        return key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
    }

    private static boolean isName(@Nullable Object key) {
        return key instanceof String
                || key instanceof Number
                || key instanceof Enum
                || key instanceof Boolean
                || key instanceof Character
                || key instanceof UUID;
    }

    private Fields entry(@Nullable Object key, @Nullable Object value, int depth) {
        return new Fields(new String[] {"key", "value"}, new Node[] {read(key, depth), read(value, depth)}, null);
    }

    private static Node json(JsonNode tree) {
        if (tree.isMissingNode()) {
            return Leaf.EMPTY;
        }
        try (JsonParser parser = tree.traverse(ObjectReadContext.empty())) {
            return JsonReader.read(parser);
        }
    }
}
