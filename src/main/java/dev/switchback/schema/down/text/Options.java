package dev.switchback.schema.down.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Options of relations, {@code fillfactor=70, autovacuum_enabled=false}, and of foreign objects, {@code host 'a'}. */
public final class Options {

    private static final Pattern FOREIGN = Pattern.compile("(\"(?:[^\"]|\"\")*\"|\\w+) (E?'(?:[^']|'')*')");

    private Options() {}

    private static Map<String, String> parse(@Nullable String text, String prefix) {
        Map<String, String> options = new LinkedHashMap<>();
        if (text != null) {
            for (String option : text.split(", ", -1)) {
                int equals = option.indexOf('=');
                String value = equals < 0 ? "true" : option.substring(equals + 1);
                options.put(prefix + (equals < 0 ? option : option.substring(0, equals)), Names.literal(value));
            }
        }
        return options;
    }

    /** {@return the options as they stand in {@code WITH}, with those of the table of large values} */
    public static String list(@Nullable String options, @Nullable String toast) {
        Map<String, String> all = parse(options, "");
        all.putAll(parse(toast, "toast."));
        return all.entrySet().stream()
                .map(option -> option.getKey() + '=' + option.getValue())
                .collect(Collectors.joining(", "));
    }

    /** {@return {@code SET} and {@code RESET}, as far as there is something to say} */
    public static List<String> changes(@Nullable String now, @Nullable String then, String prefix) {
        Map<String, String> before = parse(now, prefix);
        Map<String, String> after = parse(then, prefix);
        List<String> changes = new ArrayList<>();
        String reset = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .collect(Collectors.joining(", "));
        if (!reset.isEmpty()) {
            changes.add("RESET (%s)".formatted(reset));
        }
        String set = after.entrySet().stream()
                .filter(option -> !option.getValue().equals(before.get(option.getKey())))
                .map(option -> option.getKey() + '=' + option.getValue())
                .collect(Collectors.joining(", "));
        if (!set.isEmpty()) {
            changes.add("SET (%s)".formatted(set));
        }
        return changes;
    }

    /** {@return what stands in {@code OPTIONS (...)} to make one of the other} */
    public static String foreign(@Nullable String now, @Nullable String then) {
        Map<String, String> before = foreign(now);
        Map<String, String> after = foreign(then);
        List<String> changes = new ArrayList<>();
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(name -> changes.add("DROP " + name));
        after.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                changes.add("%s %s %s".formatted(before.containsKey(name) ? "SET" : "ADD", name, value));
            }
        });
        return String.join(", ", changes);
    }

    private static Map<String, String> foreign(@Nullable String text) {
        Map<String, String> options = new LinkedHashMap<>();
        Matcher option = FOREIGN.matcher(text == null ? "" : text);
        while (option.find()) {
            options.put(option.group(1), option.group(2));
        }
        return options;
    }
}
