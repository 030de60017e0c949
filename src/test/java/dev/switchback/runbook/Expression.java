package dev.switchback.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression asks of series: their names, the labels that it matches and those that it groups by. */
final class Expression {

    private static final Pattern SELECTOR = Pattern.compile("\\b(migration_[a-z_]+)\\b(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|ignoring)\\s*\\(([^)]*)\\)");

    private final String text;

    Expression(String text) {
        this.text = text;
    }

    /** {@return the names of all series in it} */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        Matcher selector = SELECTOR.matcher(text);
        while (selector.find()) {
            names.add(selector.group(1));
        }
        return names;
    }

    /**
     * Compares it with what there is.
     *
     * @param series by name, the values of each label
     * @return what is asked for and does not exist
     */
    List<String> missing(Map<String, Map<String, Set<String>>> series) {
        List<String> missing = new ArrayList<>();
        Set<String> known = new TreeSet<>(Set.of("instance"));
        Matcher selector = SELECTOR.matcher(text);
        while (selector.find()) {
            Map<String, Set<String>> labels = series.get(selector.group(1));
            if (labels == null) {
                missing.add(selector.group(1));
            } else {
                known.addAll(labels.keySet());
                Optional.ofNullable(selector.group(2)).ifPresent(with -> missing.addAll(unmatched(with, labels)));
            }
        }
        Matcher grouping = GROUPING.matcher(text);
        while (grouping.find()) {
            for (String label : grouping.group(1).split(",", -1)) {
                if (missing.isEmpty() && !known.contains(label.strip())) {
                    missing.add("label " + label.strip());
                }
            }
        }
        return missing;
    }

    private static List<String> unmatched(String matchers, Map<String, Set<String>> labels) {
        List<String> missing = new ArrayList<>();
        Matcher matcher = MATCHER.matcher(matchers);
        while (matcher.find()) {
            Set<String> values = labels.getOrDefault(matcher.group(1), Set.of());
            for (String value : matcher.group(3).split("\\|", -1)) {
                if (!values.contains(value) && !(value.equals(".*") && !values.isEmpty())) {
                    missing.add("%s=%s".formatted(matcher.group(1), value));
                }
            }
        }
        return missing;
    }
}
