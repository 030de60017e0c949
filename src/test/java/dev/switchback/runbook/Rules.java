package dev.switchback.runbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The alerts and the dashboard as they are in the runbook. */
final class Rules {

    static final Path FOLDER = Path.of("runbook/prometheus");
    private static final Path DASHBOARD = Path.of("runbook/grafana/switchback.json");

    private Rules() {}

    /** One rule of an alert; several may have the same name. */
    record Alert(String name, String expression, JsonNode labels, JsonNode annotations) {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".rules.yml"))
                    .sorted()
                    .toList();
        }
    }

    static List<Alert> alerts() throws IOException {
        List<Alert> alerts = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode group : yaml(file).path("groups")) {
                for (JsonNode rule : group.path("rules")) {
                    alerts.add(new Alert(
                            rule.path("alert").asString(),
                            rule.path("expr").asString(),
                            rule.path("labels"),
                            rule.path("annotations")));
                }
            }
        }
        return alerts;
    }

    static JsonNode yaml(Path file) {
        try {
            return YAMLMapper.builder().build().readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode dashboard() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(DASHBOARD));
    }

    /** {@return what the dashboard asks for, its variables filled in} */
    static List<String> dashboardExpressions() throws IOException {
        return dashboard().findValues("expr").stream()
                .map(JsonNode::asString)
                .map(expression -> expression.replace("$__rate_interval", "5m").replace("$migration", ".*"))
                .toList();
    }
}
