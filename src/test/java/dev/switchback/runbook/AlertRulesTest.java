package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts are what Prometheus reads, they fire where their tests say, and each has its page. */
class AlertRulesTest {

    private static final Path TESTS = Rules.FOLDER.resolve("tests");

    @TempDir
    private Path folder;

    private Tool.Said promtool(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Tool.find("promtool").isPresent(), "promtool is not installed: the alerts are not tried");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        return Tool.run(folder, command);
    }

    private static String[] with(List<String> words, List<Path> files) {
        return Stream.concat(words.stream(), files.stream().map(Path::toString)).toArray(String[]::new);
    }

    @Test
    void areReadByPrometheus() throws IOException, InterruptedException {
        Tool.Said said = promtool(with(List.of("check", "rules"), Rules.files()));

        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void fireOnOneSideOfEachThresholdOnly() throws IOException, InterruptedException {
        List<Path> tests;
        try (Stream<Path> files = Files.list(TESTS)) {
            tests = files.sorted().toList();
        }
        Tool.Said said = promtool(with(List.of("test", "rules"), tests));

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(tests).hasSameSizeAs(Rules.files());
    }

    @Test
    void haveATestWithTheirWordsEach() throws IOException {
        Set<String> tested = new TreeSet<>();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.toList()) {
                Rules.yaml(file).findValues("alertname").forEach(name -> tested.add(name.asString()));
            }
        }

        assertThat(tested).containsExactlyElementsOf(names());
    }

    @Test
    void sayHowBadItIsHowSoonSomebodyLooksAndWhere() throws IOException {
        for (Rules.Alert alert : Rules.alerts()) {
            assertThat(alert.labels().path("severity").asString())
                    .as(alert.name())
                    .matches("critical|warning|info");
            assertThat(alert.labels().path("response_time").asString())
                    .as(alert.name())
                    .matches("[0-9]+[mh]|next working day");
            assertThat(alert.annotations().path("summary").asString())
                    .as(alert.name())
                    .startsWith("{{ $labels.migration }}: ");
            assertThat(alert.annotations().path("description").asString())
                    .as(alert.name())
                    .endsWith(".");
            assertThat(alert.annotations().path("runbook_url").asString())
                    .isEqualTo("runbook/alerts/%s.md".formatted(alert.name()));
        }
    }

    @Test
    void haveAPageEachAndEachPageIsOfOne() throws IOException {
        Set<String> pages;
        try (Stream<Path> files = Files.list(Path.of("runbook/alerts"))) {
            pages = files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(pages).containsExactlyElementsOf(names());
    }

    @Test
    void areOnPagesThatSayTheSameSeverityAndResponse() throws IOException {
        for (Rules.Alert alert : Rules.alerts()) {
            String page = Files.readString(
                    Path.of(alert.annotations().path("runbook_url").asString()));
            assertThat(page)
                    .as(alert.name())
                    .contains("**%s**, look within %s"
                            .formatted(
                                    alert.labels().path("severity").asString(),
                                    inWords(alert.labels().path("response_time").asString())));
        }
    }

    private static String inWords(String time) {
        return time.replaceFirst("^1h$", "1 hour")
                .replaceFirst("m$", " minutes")
                .replaceFirst("h$", " hours")
                .replaceFirst("^next", "the next");
    }

    @Test
    void areAskedInTheSameWayByTheDashboard() throws IOException, InterruptedException {
        StringBuilder asRules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (String expression : Rules.dashboardExpressions()) {
            asRules.append("      - record: panel:%d\n        expr: '%s'\n"
                    .formatted(number++, expression.replace("'", "''")));
        }
        Path file = Files.writeString(folder.resolve("dashboard.yml"), asRules);

        Tool.Said said = promtool("check", "rules", file.toString());

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(number).isGreaterThan(30);
    }

    private static Set<String> names() throws IOException {
        return Rules.alerts().stream().map(Rules.Alert::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
