package dev.switchback.runbook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scrapes, one a minute, as the series that promtool reads. */
final class Recording {

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    private final Map<String, List<String>> values = new TreeMap<>();
    private int minutes;

    void add(String scrape) {
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            List<String> series = values.computeIfAbsent(line.substring(0, end), name -> new ArrayList<>());
            while (series.size() < minutes) {
                series.add("_");
            }
            series.add(number(line.substring(end + 1)));
        });
        minutes++;
    }

    int minutes() {
        return minutes;
    }

    private static String number(String text) {
        return text.equals("NaN") ? text : new BigDecimal(text).toPlainString();
    }

    /**
     * Writes a test for promtool.
     *
     * @param firing by alert and severity, all that fire at any time, and no others
     */
    String test(List<String> ruleFiles, List<String> firing) {
        StringBuilder text = new StringBuilder("rule_files:\n");
        ruleFiles.forEach(file -> text.append("  - ").append(file).append('\n'));
        text.append("evaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n");
        values.forEach((series, of) ->
                text.append("      - series: '%s'\n        values: '%s'\n".formatted(series, String.join(" ", of))));
        text.append("""
                    promql_expr_test:
                      - expr: group by (alertname, severity) (last_over_time(ALERTS{alertstate="firing"}[30d]))
                        eval_time: %dm
                        exp_samples:%s
                """.formatted(minutes - 1, firing.isEmpty() ? " []" : ""));
        for (String alert : firing) {
            String[] parts = alert.split(" ", -1);
            text.append("          - labels: '{alertname=\"%s\", severity=\"%s\"}'\n            value: 1\n"
                    .formatted(parts[0], parts[1]));
        }
        return text.toString();
    }

    /** {@return by name, the values of each label} */
    Map<String, Map<String, Set<String>>> labels() {
        Map<String, Map<String, Set<String>>> names = new HashMap<>();
        for (String series : values.keySet()) {
            Map<String, Set<String>> labels = names.computeIfAbsent(series.split("\\{", 2)[0], name -> new TreeMap<>());
            Matcher label = LABEL.matcher(series);
            while (label.find()) {
                labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
            }
        }
        return names;
    }
}
