package dev.switchback.canary.structure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Random JSON documents, and small changes to them. */
final class Documents {

    private static final String[] NAMES = {"a", "b", "id", "name", "at", "x/y", "~"};
    private static final Object[] VALUES = {
        0,
        1,
        2,
        7,
        2.5,
        1e30,
        "",
        "a",
        "b",
        "a b",
        "2026-01-01T00:00:00Z",
        "6f1e2d3c-0000-4000-8000-000000000001",
        true,
        false,
        null
    };

    private final Random random;

    Documents(long seed) {
        this.random = new Random(seed);
    }

    /** {@return a document of at most so many levels} */
    Object document(int levels) {
        int kind = levels == 0 ? 0 : random.nextInt(4);
        if (kind < 2 && levels < 3) {
            return VALUES[random.nextInt(VALUES.length)];
        }
        List<Object> parts = new ArrayList<>();
        for (int part = random.nextInt(5); part > 0; part--) {
            parts.add(document(levels - 1));
        }
        return random.nextBoolean() ? parts : named(parts);
    }

    private Map<String, Object> named(List<Object> parts) {
        Map<String, Object> named = new LinkedHashMap<>();
        parts.forEach(part -> named.put(NAMES[random.nextInt(NAMES.length)], part));
        return named;
    }

    /** {@return the document as JSON, its keys in a random order and with random space between values} */
    String written(Object document) {
        String space = random.nextBoolean() ? " " : "\n\t";
        if (document instanceof List<?> list) {
            return list.stream().map(this::written).collect(Collectors.joining("," + space, "[", "]"));
        }
        if (document instanceof Map<?, ?> map) {
            List<Object> keys = new ArrayList<>(map.keySet());
            Collections.shuffle(keys, random);
            return keys.stream()
                    .map(key -> "%s:%s%s".formatted(leaf(key), space, written(map.get(key))))
                    .collect(Collectors.joining(",", "{" + space, "}"));
        }
        return leaf(document);
    }

    private static String leaf(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    /** {@return the document with one value changed by more than any option names} */
    Object changed(Object document) {
        if (document instanceof List<?> list) {
            return changed(new ArrayList<>(list));
        }
        if (document instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>(map);
            Object key = map.isEmpty() || random.nextInt(5) == 0
                    ? "added"
                    : new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
            if (map.get(key) != null && random.nextInt(4) == 0) {
                copy.remove(key);
            } else {
                copy.put(key, map.containsKey(key) ? changed(map.get(key)) : 5);
            }
            return copy;
        }
        return otherValue(document);
    }

    private List<Object> changed(List<Object> copy) {
        int at = copy.isEmpty() ? 0 : random.nextInt(copy.size());
        if (copy.isEmpty() || random.nextInt(5) == 0) {
            copy.add(at, document(1));
        } else if (random.nextInt(4) == 0) {
            copy.remove(at);
        } else {
            copy.set(at, changed(copy.get(at)));
        }
        return copy;
    }

    private Object otherValue(Object value) {
        if (random.nextInt(4) == 0 || value == null) {
            return value instanceof List ? "list" : List.of("other");
        }
        if (value instanceof Number number) {
            return number.doubleValue() + (number.doubleValue() > 1e20 ? 1e29 : 1_000);
        }
        return value instanceof Boolean truth ? (Object) !truth : value + "z";
    }

    /** {@return the document, every value of it replaced by what the option lets pass} */
    Object varied(Object document, Variation variation) {
        if (document instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(varied(element, variation)));
            if (variation == Variation.ORDER) {
                Collections.shuffle(copy, random);
            }
            return copy;
        }
        if (document instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, varied(value, variation)));
            if (variation == Variation.NULLS) {
                copy.values().removeIf(value -> value == null && random.nextBoolean());
                copy.putIfAbsent("empty", null);
            }
            return copy;
        }
        return variation.of(document);
    }

    /** What one option lets pass. */
    enum Variation {
        ORDER,
        NULLS,
        NUMBERS,
        WHITESPACE,
        TIMESTAMPS;

        Object of(Object value) {
            return switch (this) {
                case NUMBERS -> value instanceof Number number ? number.doubleValue() + 0.25 : value;
                case WHITESPACE -> value instanceof String text ? " " + text.replace(" ", "\t ") : value;
                case TIMESTAMPS -> "2026-01-01T00:00:00Z".equals(value) ? "2027-02-03T04:05:06.7Z" : value;
                default -> value;
            };
        }

        StructureTolerance option() {
            return switch (this) {
                case ORDER -> StructureTolerance.EXACT.ignoringOrder();
                case NULLS -> StructureTolerance.EXACT.nullSameAsAbsent();
                case NUMBERS -> StructureTolerance.EXACT.numbersWithin(0.25);
                case WHITESPACE -> StructureTolerance.EXACT.ignoringWhitespace();
                case TIMESTAMPS -> StructureTolerance.EXACT.ignoringTimestamps();
            };
        }
    }
}
