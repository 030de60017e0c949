package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.Migration;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CanaryCommandsTest {

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    private static void compare(Migration application, int calls, long total) {
        var adapter = application
                .legacy((String key) -> "total: 10\n")
                .newPipeline(key -> "total: ten\n")
                .comparator(OutputComparator.ofText())
                .build();
        for (int call = 0; call < calls; call++) {
            adapter.generate("key-" + call);
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> application.canaryReport().compared() == total);
    }

    private String onlyFingerprint() {
        JsonNode mismatches = kit().run("canary", "mismatches", "--json").json().path("mismatches");
        assertThat(mismatches).hasSize(1);
        return mismatches.path(0).path("fingerprint").asString();
    }

    @Test
    void sayThatNothingWasCompared() {
        assertThat(kit().run("canary", "report").lines())
                .containsExactly("active-models: nothing has been compared yet", "canaries: none");
        assertThat(kit().run("canary", "mismatches").lines())
                .containsExactly("no difference of severity info or more was found");
        assertThat(kit().run("canary", "noise").lines()).containsExactly("legacy was not found to differ from itself");
        assertThat(kit().run("canary", "ignore").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canary report --severity loud | 2 | --severity must be one of info, warning, critical, but was loud",
                "canary report --out report.txt | 2 | --out must be a file whose name ends in .html, .md or .json, but was report.txt",
                "canary mismatches --fingerprint xyz | 2 | fingerprint must be 12 hexadecimal digits, but was xyz",
                "canary mismatches --fingerprint 0123456789ab | 8 | there is no class of differences 0123456789ab in active-models: it must be one of []",
                "canary ignore --path /a --reason x --yes | 2 | --for must be given, such as 30d: every rule ends, but was missing",
                "canary ignore --path /a --for 367d --reason x --yes | 2 | --for must be at most 366d, but was 367d",
                "canary ignore --path /a --for 30d --yes | 2 | --reason must be given, in 1 to 1000 characters, but was missing",
                "canary ignore --type odd --for 30d --reason x --yes | 2 | --type must be one of success_status, model_count, file_count, file_content, model_structure, comparison_error, performance_regression, metadata, timestamp, whitespace, comment, but was odd",
                "canary ignore --for 30d --reason known --yes | 2 | --reason must be given with FINGERPRINT, --path, --type or --remove, but was known",
                "canary ignore --for 30d | 2 | --for must be given with FINGERPRINT, --path or --type: what is ignored, but was 30d",
                "canary ignore --yes | 2 | --yes must be given with FINGERPRINT, --path, --type or --remove, but was alone",
                "canary noise --reason x | 2 | --reason must be given with --forget, but was x",
                "canary ignore --remove 0123456789ab --reason x | 2 | rule must be one of [], but was 0123456789ab",
                "canary ignore 0123456789ab --remove 0123456789ab | 2 | --remove must be given without FINGERPRINT, --path and --type, but was 0123456789ab",
            })
    void refuseBadInputAndChangeNothing(String command, int exit, String said) {
        Result result = kit().run(command.split(" "));

        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.err().strip()).isEqualTo(said);
        assertThat(kit().records()).isZero();
    }

    @Nested
    class AfterMismatches {

        @BeforeEach
        void compareSome() {
            try (Migration application = kit().application(Map.of("MIGRATION_ENABLE_CANARY", "true"))) {
                compare(application, 3, 3);
            }
        }

        @Test
        void reportIsAlsoAPageMarkdownOrJson() {
            for (String name : List.of("report.html", "report.md", "report.json")) {
                Path file = directory.resolve(name);
                Result result = kit().run("canary", "report", "--out", file.toString());

                assertThat(result.exit()).as(result.err()).isZero();
                assertThat(result.err().strip()).isEqualTo("the report is in " + file);
                assertThat(file).content().contains(onlyFingerprint());
            }
            String taken = directory.resolve("report.html").toString();
            Result refused = kit().run("canary", "report", "--out", taken);

            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("--out must be the name of a file that is not there, unless --force is given, but was");
            assertThat(kit().run("canary", "report", "--out", taken, "--force").exit())
                    .isZero();
        }

        @Test
        void reportNamesTheClassWithItsCountAndWhatToPress() {
            Result result = kit().run("canary", "report");
            String fingerprint = onlyFingerprint();

            assertThat(result.exit()).isZero();
            assertThat(result.lines())
                    .startsWith(
                            "active-models: 3 of 3 comparisons (100.0 %) have a critical difference, of 1 class",
                            "canaries: critical 3")
                    .anyMatch(line -> line.startsWith(fingerprint + "  critical"))
                    .last()
                    .asString()
                    .startsWith("next: switchback canary mismatches --fingerprint %s --migration active-models"
                            .formatted(fingerprint));
        }

        @Test
        void reportAsJsonHasEveryPart() {
            JsonNode report = kit().run("canary", "report", "--json").json();

            assertThat(report.propertyNames())
                    .containsExactly(
                            "schemaVersion",
                            "migration",
                            "at",
                            "sentence",
                            "results",
                            "compared",
                            "mismatches",
                            "others",
                            "ignoreRules",
                            "noise");
            assertThat(report.path("results").path("critical").asInt()).isEqualTo(3);
            assertThat(report.path("mismatches").path(0).path("count").asInt()).isEqualTo(3);
        }

        @Test
        void mismatchesShowOneWithItsExample() {
            List<String> lines = kit().run("canary", "mismatches", "--fingerprint", onlyFingerprint())
                    .lines();

            assertThat(lines)
                    .contains("  legacy: total: 10", "  new:    total: ten")
                    .anyMatch(line -> line.startsWith("keys: key-") && line.contains("key-2"))
                    .anyMatch(line -> line.startsWith("found in 3 comparisons, ignored in 0, noise in 0; from 20"));
        }

        @Test
        void ignoreAsksFirst() {
            Result refused = kit().run("canary", "ignore", onlyFingerprint(), "--for", "30d", "--reason", "known");
            assertThat(refused.exit()).isEqualTo(5);

            Result asked = kit().answering(question -> "y")
                    .run("canary", "ignore", onlyFingerprint(), "--for", "30d", "--reason", "known");
            assertThat(asked.exit()).isZero();
            assertThat(asked.lines()).anyMatch(line -> line.startsWith("undo: switchback canary ignore --remove "));
        }

        @Test
        void ignoreIsInForceInTheNextProcessAndCanBeTakenBack() {
            JsonNode added = kit().run(
                            "canary",
                            "ignore",
                            onlyFingerprint(),
                            "--for",
                            "30d",
                            "--reason",
                            "known",
                            "--yes",
                            "--json")
                    .json();
            try (Migration application = kit().application(Map.of("MIGRATION_ENABLE_CANARY", "true"))) {
                compare(application, 3, 6);
            }
            JsonNode report = kit().run("canary", "report", "--json").json();
            assertThat(report.path("results").path("ignored").asInt()).isEqualTo(3);
            assertThat(report.path("ignoreRules").path(0).path("ignored").asInt())
                    .isEqualTo(3);
            assertThat(report.path("ignoreRules").path(0).path("owner").asString())
                    .isEqualTo("kim");

            String[] undo = added.path("undo")
                    .asString()
                    .replace("switchback ", "")
                    .replaceAll(" --state .*", "")
                    .split(" ");
            String[] command = Stream.concat(Arrays.stream(undo), Stream.of("--reason", "mended"))
                    .toArray(String[]::new);
            assertThat(kit().run(command).exit()).isZero();
            assertThat(kit().run("canary", "ignore", "--json").json().path("ignoreRules"))
                    .isEmpty();
        }
    }
}
