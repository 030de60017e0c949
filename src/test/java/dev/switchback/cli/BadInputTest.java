package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option and argument, each with what it must not be: the answer is exit code 2, and nothing is changed. */
class BadInputTest {

    private static final List<String> NO_PERCENTAGES = List.of(
            "",
            " ",
            "-1",
            "100.001",
            "101",
            "1e1",
            "NaN",
            "Infinity",
            "0x10",
            "12,5",
            "12.3456",
            "١٢",
            "5%",
            "a\u001bb");
    private static final String FINGERPRINT = "0123456789ab";
    private static final List<String> NO_SPANS =
            List.of("", "2", "h", "-1h", "0s", "1.5h", "2w", "99999999999d", "1h2m");
    private static final List<String> NO_REASONS =
            List.of("", "  ", "a\nb", "a\u001b[2Jb", "\u2028", "x".repeat(1_001));

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    static Stream<List<String>> badCommandLines() {
        return Stream.of(
                        each(NO_PERCENTAGES, "percentage", "set", "?", "--reason", "r", "--yes"),
                        each(NO_PERCENTAGES, "canary", "sample", "?", "--reason", "r"),
                        each(NO_PERCENTAGES, "rollback", "clear", "--percentage", "?", "--reason", "r", "--yes"),
                        each(NO_PERCENTAGES, "generate", "--dry-run", "--percentage", "?"),
                        each(NO_PERCENTAGES, "simulate", "--from", "?", "--to", "2", "--keys", "pom.xml"),
                        each(NO_PERCENTAGES, "simulate", "--from", "2", "--to", "?", "--keys", "pom.xml"),
                        each(List.of("", "absent.txt", "src"), "simulate", "--from", "1", "--to", "2", "--keys", "?"),
                        each(NO_REASONS, "percentage", "set", "5", "--yes", "--reason", "?"),
                        each(NO_REASONS, "override", "legacy", "--reason", "?"),
                        each(NO_REASONS, "canary", "on", "--reason", "?"),
                        each(NO_REASONS, "canary", "off", "--reason", "?"),
                        each(NO_REASONS, "breaker", "trip", "--reason", "?"),
                        each(NO_REASONS, "breaker", "reset", "--reason", "?"),
                        each(NO_REASONS, "breaker", "probe", "--reason", "?"),
                        each(NO_REASONS, "breaker", "configure", "--errors", "3", "--reason", "?"),
                        each(NO_REASONS, "rollback", "--reason", "?"),
                        each(NO_REASONS, "rollback", "clear", "--reason", "?"),
                        each(NO_REASONS, "rollback", "recover", "--reason", "?"),
                        each(NO_REASONS, "rollback", "cancel", "--reason", "?"),
                        each(NO_REASONS, "rollback", "schedule", "--in", "1h", "--reason", "?"),
                        each(List.of("", "x\ny", "y".repeat(201)), "rollback", "--reason", "r", "--operator", "?"),
                        each(List.of("", "both", "LEGACY", "new "), "override", "?", "--reason", "r"),
                        each(NO_SPANS, "override", "legacy", "--reason", "r", "--for", "?"),
                        each(NO_SPANS, "rollback", "schedule", "--in", "?", "--reason", "r"),
                        each(NO_SPANS, "report", "--since", "?"),
                        each(NO_SPANS, "history", "--since", "?"),
                        each(NO_SPANS, "history", "archive", "--older-than", "?"),
                        each(NO_SPANS, "breaker", "configure", "--window", "?", "--reason", "r"),
                        each(NO_SPANS, "breaker", "configure", "--recovery", "?", "--reason", "r"),
                        each(List.of("2d"), "breaker", "configure", "--window", "?", "--reason", "r"),
                        each(
                                List.of("", "0", "-1", "1000001", "5.0", "x"),
                                "breaker",
                                "configure",
                                "--errors",
                                "?",
                                "--reason",
                                "r"),
                        each(
                                List.of("", "yesterday", "2026-13-01T00:00:00Z", "2020-01-01T00:00:00Z"),
                                "rollback",
                                "schedule",
                                "--at",
                                "?",
                                "--reason",
                                "r"),
                        each(List.of("", "0", "-1", "100001", "1.0", "many"), "history", "--limit", "?"),
                        each(List.of("", "1", "A-B", "x\u001b"), "history", "--type", "?"),
                        each(
                                List.of("", "nobody", "circuit_breaker_tripped"),
                                "rollback",
                                "--reason",
                                "r",
                                "--trigger",
                                "?"),
                        each(List.of("", "both", "NEW"), "breaker", "probe", "--reason", "r", "--side", "?"),
                        each(List.of("", "Upper", "a/b", "..", "x".repeat(65)), "status", "--migration", "?"),
                        each(List.of("", "x", "oracle"), "generate", "--dry-run", "--force-system", "?"),
                        each(
                                List.of("", "jdbc:oracle:x", "absent.sql", "pom.xml"),
                                "generate",
                                "--dry-run",
                                "--source",
                                "?"),
                        each(List.of("", "absent", "a'; drop table x"), "generate", "--dry-run", "--table", "?"),
                        each(List.of("absent", "country,absent"), "generate", "--dry-run", "--exclude-tables", "?"),
                        each(List.of("", "pom.xml", "a\u0000b"), "generate", "--output-dir", "?"),
                        each(List.of("", "xyz", "0123456789abc", "../x"), "canary", "export", "?", "--out", "target/x"),
                        each(List.of("", " ", "pom.xml", "a\u0000b"), "canary", "export", FINGERPRINT, "--out", "?"),
                        each(List.of("", "absent.json", "src", "pom.xml", "a\u0000b"), "canary", "replay", "?"),
                        each(List.of("", " ", "src", "pom.xml", "pom.xml/x", "a\u0000b"), "diagnostics", "--out", "?"),
                        each(NO_SPANS, "db", "stats", "--since", "?"),
                        each(List.of("", "0", "-1", "10001", "1.0", "many"), "db", "stats", "--limit", "?"),
                        each(List.of(""), "explain", "--key", "?"))
                .flatMap(lines -> lines);
    }

    static Stream<List<String>> badShapes() {
        return Stream.of(
                        "unknown",
                        "percentage set",
                        "percentage set 1 2 --reason r",
                        "percentage set 5",
                        "percentage ser 5",
                        "canary export",
                        "canary export 0123456789ab",
                        "canary export --out target/x",
                        "canary replay",
                        "canary replay a b",
                        "override --reason r",
                        "override legacy",
                        "override none --for 1h --reason r",
                        "canary on",
                        "canary sample --reason r",
                        "breaker trip",
                        "breaker configure --reason r",
                        "rollback",
                        "rollback --reason",
                        "rollback --reason r --reason s",
                        "rollback schedule --reason r",
                        "rollback schedule --reason r --in 1h --at 2026-01-01T00:00:00Z",
                        "history archive",
                        "simulate",
                        "status --watching",
                        "status extra",
                        "generate",
                        "generate --dry-run --canary --disable-canary",
                        "generate --dry-run --bypass-circuit-breaker",
                        "generate --dry-run --bypass-circuit-breaker --force-system legacy",
                        "doctor now",
                        "@pom.xml")
                .map(line -> Arrays.asList(line.split(" ", -1)));
    }

    private static Stream<List<String>> each(List<String> values, String... template) {
        return values.stream()
                .map(value -> Arrays.stream(template)
                        .map(word -> word.equals("?") ? value : word)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource({"badCommandLines", "badShapes"})
    void isRefusedAndChangesNothing(List<String> words) {
        Result result = kit().run(words.toArray(String[]::new));

        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank().doesNotContain("\u001b", "\tat ");
        assertThat(Files.exists(directory.resolve("state/history.jsonl"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("badShapes")
    void isRefusedAsJsonWhereThatIsAskedFor(List<String> words) {
        Result result =
                kit().run(Stream.concat(words.stream(), Stream.of("--json")).toArray(String[]::new));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.fields()).containsExactly("schemaVersion", "error");
        assertThat(result.json().path("error").propertyNames())
                .containsExactly("code", "message", "input", "value", "rule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notify test https://hooks.slack.com/services/hunter2",
                "notify test --webhok=https://hooks.slack.com/services/hunter2",
                "notify test --webhok https://example.com/hunter2",
                "status postgresql://app:hunter2@db/x",
                "status https://app:p@ss/hunter2@db/x",
                "status jdbc:oracle:thin:scott/hunter2@db:1521/x",
                "status --token hunter2",
                "status extra --pasword hunter2 more",
                "status --password=hunter2",
                "status --databse jdbc:postgresql://db/x?password=hunter2",
                "history --since https://app:hunter2@db/x"
            })
    void showsNoSecretThatIsOutOfPlace(String words) {
        for (String json : List.of("", " --json")) {
            Result result = kit().run((words + json).split(" ", -1));

            assertThat(result.exit()).isEqualTo(2);
            assertThat(result.out() + result.err()).isNotBlank().doesNotContain("hunter2");
        }
    }

    @Test
    void showsWhatItDoesNotKnow() {
        assertThat(kit().run("status", "extra", "--pasword", "hunter2", "--limt=5", "x")
                        .err())
                .startsWith("Unmatched arguments from index 1: 'extra', '--pasword', '...', '--limt=...', 'x'");
        assertThat(kit().run("notify", "test", "--webhok", "x").err()).contains("Possible solutions: --webhook");
    }

    @Test
    void namesTheInputTheValueAndTheRule() {
        Result result = kit().run("breaker", "configure", "--errors", "0", "--reason", "r", "--json");

        assertThat(result.out())
                .isEqualTo(
                        "{\"schemaVersion\":1,\"error\":{\"code\":\"invalid_value\",\"message\":\"--errors must be from"
                                + " 1 to 100000, but was 0\",\"input\":\"--errors\",\"value\":\"0\",\"rule\":\"from 1 to"
                                + " 100000\"}}%n".formatted());
    }
}
