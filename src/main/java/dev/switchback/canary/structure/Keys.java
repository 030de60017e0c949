package dev.switchback.canary.structure;

import dev.switchback.canary.structure.Node.Fields;
import dev.switchback.canary.structure.Node.Leaf;
import dev.switchback.canary.structure.Node.Sort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recognises elements by the value of one of their fields. */
final class Keys {

    /** The fields that are tried where none is declared. */
    static final List<String> NATURAL = List.of("id", "key", "name");

    private Keys() {}

    /** {@return the positions of the elements that have a key, in their order} */
    static Map<Leaf, Deque<Integer>> all(List<Node> nodes, String field) {
        Map<Leaf, Deque<Integer>> found = new LinkedHashMap<>();
        for (int index = 0; index < nodes.size(); index++) {
            Leaf key = key(nodes.get(index), field);
            if (key != null) {
                found.computeIfAbsent(key, first -> new ArrayDeque<>()).add(index);
            }
        }
        return found;
    }

    /** {@return the position of each element, nothing unless every one has a key of its own} */
    static Map<Leaf, Integer> unique(List<Node> nodes, String field) {
        Map<Leaf, Integer> found = new HashMap<>();
        for (int index = 0; index < nodes.size(); index++) {
            Leaf key = key(nodes.get(index), field);
            if (key == null || found.put(key, index) != null) {
                return Map.of();
            }
        }
        return found;
    }

    private static @Nullable Leaf key(Node node, String field) {
        Node value = node instanceof Fields fields ? fields.get(field) : null;
        return value instanceof Leaf leaf && isKey(leaf) ? leaf : null;
    }

    /** Other values may have an {@code equals} that throws. */
    private static boolean isKey(Leaf leaf) {
        return leaf.sort() == Sort.TEXT
                || leaf.sort() == Sort.NUMBER
                || leaf.sort() == Sort.ENUM
                || leaf.value() instanceof UUID;
    }
}
