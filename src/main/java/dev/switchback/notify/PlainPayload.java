package dev.switchback.notify;

import dev.switchback.event.CleanText;
import dev.switchback.event.MigrationEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an event as it may leave the process: text cleaned, values that JSON can hold, neither deep nor long.
 * What two answers differ in is left out: it is the users' own data.
 */
final class PlainPayload {

    private static final int DEEPEST = 6;
    private static final int MOST = 100;
    private static final Set<String> ANSWERS = Set.of("legacy", "new", "message");

    private PlainPayload() {}

    static Map<String, @Nullable Object> of(MigrationEvent event) {
        return map(event.payload(), 1, Set.of());
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> from, int depth, Set<String> without) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        from.forEach((name, value) -> {
            String key = CleanText.of(String.valueOf(name));
            if (plain.size() < MOST && !without.contains(key)) {
                plain.put(key, value(value, depth));
            }
        });
        return plain;
    }

    private static @Nullable Object value(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number : number.toString();
        }
        if (depth < DEEPEST && value instanceof Map<?, ?> inner) {
            return map(inner, depth + 1, Set.of());
        }
        if (depth < DEEPEST && value instanceof Collection<?> several) {
            List<@Nullable Object> plain = new ArrayList<>();
            several.stream().limit(MOST).forEach(one -> plain.add(element(one, depth + 1)));
            return plain;
        }
        return CleanText.of(value.toString());
    }

    /** Of an entry in a list, such as a difference, what was answered stays here. */
    private static @Nullable Object element(@Nullable Object one, int depth) {
        return depth < DEEPEST && one instanceof Map<?, ?> entry ? map(entry, depth + 1, ANSWERS) : value(one, depth);
    }
}
