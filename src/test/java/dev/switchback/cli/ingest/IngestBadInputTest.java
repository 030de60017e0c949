package dev.switchback.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit;
import dev.switchback.cli.CommandLineKit.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option and argument of {@code ingest}, each with what it must not be: exit code 2, and nothing is made. */
class IngestBadInputTest {

    private static final String ID = "00000000-0000-4000-8000-000000000000";
    private static final List<String> NO_REASONS =
            List.of("", "  ", "a\nb", "a\u001b[2Jb", "\u2028", "x".repeat(1_001));
    private static final List<String> NO_NAMES = List.of("", " ", "Orders", "-a", "a/b", "a\u0000b", "x".repeat(65));
    private static final List<String> NO_LIMITS = List.of("", "0", "-1", "10001", "1.0", "many", "9999999999");
    private static final List<String> NO_IDS = List.of("", "1", ID + "0", "g" + ID.substring(1), ID.replace("-", ""));
    private static final List<String> NO_URLS = List.of(
            "", " ", "x", "jdbc:sqlite:x", "jdbc:oracle:thin:@x", "jdbc:h2:\u0000", "jdbc:postgresql://u:secret@h/d");

    @TempDir
    Path directory;

    static Stream<List<String>> badCommandLines() {
        return Stream.of(
                        each(NO_REASONS, "mode", "HOLD", "--reason", "?"),
                        each(NO_REASONS, "set", "attempts", "3", "--reason", "?"),
                        each(NO_REASONS, "discard", ID, "--yes", "--reason", "?"),
                        each(NO_REASONS, "dead", "requeue", "--yes", "--reason", "?"),
                        each(NO_REASONS, "rollback", "--reason", "?"),
                        each(NO_REASONS, "recover", "--reason", "?"),
                        each(NO_REASONS, "return", "--yes", "--reason", "?"),
                        each(List.of("", "PAUSE", "HOLD "), "mode", "?", "--reason", "r"),
                        each(List.of("ASYNC", "HOLD", "DRAIN", "REJECT"), "mode", "?", "--force", "--reason", "r"),
                        each(
                                List.of("", "0", "1001", "-1", "5.0", "x", "1s"),
                                "set",
                                "max-concurrency",
                                "?",
                                "--reason",
                                "r"),
                        each(
                                List.of("", "9", "9ms", "60001", "61s", "2m", "1d", "NaN"),
                                "set",
                                "min-poll-interval",
                                "?",
                                "--reason",
                                "r"),
                        each(List.of("", "0", "10001"), "set", "batch-size", "?", "--reason", "r"),
                        each(
                                List.of("", "30", "999ms", "61m", "2h", "-1s", "1.5s"),
                                "set",
                                "lease",
                                "?",
                                "--reason",
                                "r"),
                        each(List.of("", "0", "101"), "set", "attempts", "?", "--reason", "r"),
                        each(List.of("", "mode", "maxConcurrency"), "set", "?", "5", "--reason", "r"),
                        each(NO_NAMES, "status", "--queue", "?"),
                        each(NO_NAMES, "submit", "pom.xml", "--tenant", "?"),
                        each(List.of("", " ", "a b", "x".repeat(101)), "submit", "pom.xml", "--once", "?"),
                        each(List.of("", " ", "absent.jsonl", "src", "a\u0000b"), "submit", "?"),
                        each(NO_LIMITS, "events", "--limit", "?"),
                        each(NO_LIMITS, "changes", "--limit", "?"),
                        each(NO_LIMITS, "dead", "list", "--limit", "?"),
                        each(NO_LIMITS, "queue", "list", "--status", "pending", "--limit", "?"),
                        each(List.of("", "PENDING", "dead"), "queue", "list", "--status", "?"),
                        each(NO_IDS, "discard", "?", "--reason", "r", "--yes"),
                        each(NO_IDS, "dead", "requeue", "?", "--reason", "r", "--yes"),
                        each(List.of("", "0s", "5", "25h", "1w"), "drain", "--wait", "--timeout", "?"),
                        each(List.of("", "0s", "5", "25h", "1w"), "rollback", "--reason", "r", "--timeout", "?"),
                        each(NO_URLS, "status", "--database", "?"))
                .flatMap(lines -> lines);
    }

    static Stream<List<String>> badShapes() {
        return Stream.of(
                        "",
                        "queue",
                        "dead",
                        "unknown",
                        "mode",
                        "mode HOLD",
                        "mode HOLD DRAIN --reason r",
                        "set attempts --reason r",
                        "set attempts 3",
                        "drain --timeout 5s",
                        "queue list",
                        "discard --reason r",
                        "discard " + ID,
                        "dead requeue",
                        "submit",
                        "rollback",
                        "return",
                        "recover",
                        "status extra")
                .map(line -> line.isEmpty() ? List.<String>of() : Arrays.asList(line.split(" ", -1)));
    }

    private static Stream<List<String>> each(List<String> values, String... template) {
        return values.stream()
                .map(value -> Arrays.stream(template)
                        .map(word -> word.equals("?") ? value : word)
                        .toList());
    }

    private Result run(List<String> words) {
        return new CommandLineKit(directory.resolve("state"))
                .run(Stream.concat(Stream.of("ingest"), words.stream()).toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource({"badCommandLines", "badShapes"})
    void isRefusedAndMakesNothing(List<String> words) {
        Result result = run(words);

        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank().doesNotContain("\u001b", "\tat ", "secret");
        assertThat(Files.exists(directory.resolve("state"))).isFalse();
    }

    @Test
    void aVariableIsNamedLikeAnOption() {
        CommandLineKit kit = new CommandLineKit(directory.resolve("state"));

        Result url =
                kit.variables(Map.of("MIGRATION_INGEST_URL", "jdbc:sqlite:x")).run("ingest", "status");
        assertThat(url.exit()).isEqualTo(2);
        assertThat(url.err()).startsWith("MIGRATION_INGEST_URL must be a JDBC URL of PostgreSQL or H2");
        Result queue = kit.variables(Map.of("MIGRATION_INGEST_QUEUE", "A B")).run("ingest", "status");
        assertThat(queue.exit()).isEqualTo(2);
        assertThat(queue.err()).startsWith("MIGRATION_INGEST_QUEUE must be 1 to 64 lower-case letters");
    }
}
