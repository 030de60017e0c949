package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code mvn package} makes, run as operators run it: as a process of its own. */
class SwitchbackJarIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path JAR = Path.of("target", "switchback.jar").toAbsolutePath();
    private static final Path CHINOOK = Path.of("..", "shared", "data", "chinook", "chinook-h2-iso-dates.sql")
            .toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void generatesAndClassesEveryDifference() throws Exception {
        assertThat(CHINOOK).as("shared data").exists();

        Ran ran = switchback(
                "generate",
                "--source",
                CHINOOK.toString(),
                "--canary",
                "--percentage",
                "50",
                "--output-dir",
                directory.resolve("out").toString(),
                "--json");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.json().path("executions").size()).isEqualTo(11);
        assertThat(ran.json().at("/summary/legacy").asInt()).isPositive();
        assertThat(ran.json().at("/summary/new").asInt()).isPositive();
        for (JsonNode execution : ran.json().path("executions")) {
            assertThat(execution.at("/canary/result").asString()).isIn("match", "cosmetic", "critical");
            for (JsonNode found : execution.at("/canary/discrepancies")) {
                assertThat(found.path("severity").asString()).isIn("info", "warning", "critical");
                assertThat(found.path("type").asString()).isNotEqualTo("comparison_error");
            }
            for (JsonNode file : execution.path("files")) {
                assertThat(directory.resolve("out").resolve(file.asString())).exists();
            }
        }
        assertThat(directory.resolve("out/index.ts")).exists();
    }

    @Test
    void takesARunningProcessBackWithinASecondAndForGood() throws Exception {
        assertThat(switchback("percentage", "set", "100", "--reason", "all of it", "--yes")
                        .exit())
                .isZero();
        try (Application application = new Application(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> application.lastNew() > 0);

            Ran ran = switchback("rollback", "--reason", "wrong totals", "--json");

            assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
            assertThat(ran.json().path("proven").asBoolean()).isTrue();
            long legacy = application.legacy();
            await().until(() -> application.legacy() > legacy + 50);
            JsonNode started = switchback("history", "--type", "ROLLBACK_STARTED", "--json")
                    .json()
                    .at("/events/0");
            Instant asked = Instant.parse(started.path("at").asString());
            assertThat(Instant.ofEpochMilli(application.lastNew()))
                    .as("the last request begun on new")
                    .isBefore(asked.plusSeconds(1));
        }
        JsonNode executed = switchback("history", "--type", "ROLLBACK_EXECUTED", "--json")
                .json()
                .at("/events/0");
        assertThat(executed.path("steps_completed").valueStream().map(JsonNode::asString))
                .contains("record", "drain", "acknowledge", "validate");

        try (Application restarted = new Application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100"))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> restarted.legacy() > 50);

            assertThat(restarted.lastNew()).as("never").isZero();
            assertThat(switchback("status").out())
                    .contains("rolled back, every key goes to legacy since ")
                    .contains(": wrong totals; `switchback rollback clear` leaves it once the cause is gone");
        }
    }

    @Test
    void leavesTheOldFilesWholeWhenItIsKilled() throws Exception {
        assertThat(CHINOOK).as("shared data").exists();
        List<String> command = List.of(
                "generate",
                "--source",
                CHINOOK.toString(),
                "--output-dir",
                directory.resolve("out").toString());
        assertThat(switchback(command.toArray(String[]::new)).exit()).isZero();
        List<Path> before = files();

        for (int millis = 200; millis <= 1_400; millis += 300) {
            Process killed = process(command);
            if (!killed.waitFor(millis, TimeUnit.MILLISECONDS)) {
                killed.destroyForcibly().waitFor();
            }
            assertThat(files()).as("killed after %d ms", millis).isEqualTo(before);
        }
        assertThat(switchback(command.toArray(String[]::new)).exit()).isZero();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(directory.resolve("out"))) {
            return files.sorted().toList();
        }
    }

    private Process process(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", JAR.toString()));
        command.addAll(words);
        command.addAll(List.of("--state", directory.resolve("state").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MIGRATION_"));
        builder.redirectOutput(directory.resolve("stdout").toFile());
        builder.redirectError(directory.resolve("stderr").toFile());
        return builder.start();
    }

    private Ran switchback(String... words) throws IOException, InterruptedException {
        Process process = process(List.of(words));
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        return new Ran(
                process.exitValue(),
                Files.readString(directory.resolve("stdout")),
                Files.readString(directory.resolve("stderr")));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private record Ran(int exit, String out, String err) {

        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    /** The process of {@link LoadedApplication}. */
    private final class Application implements AutoCloseable {

        private final Process process;
        private final AtomicReference<String> last = new AtomicReference<>("0 0");

        Application(Map<String, String> variables) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    java(),
                    "-cp",
                    "%s%s%s".formatted(Path.of("target", "test-classes"), java.io.File.pathSeparator, JAR),
                    LoadedApplication.class.getName(),
                    directory.resolve("state").toString());
            builder.environment().putAll(variables);
            builder.redirectError(directory.resolve("application").toFile());
            process = builder.start();
            Thread reader = new Thread(this::follow);
            reader.setDaemon(true);
            reader.start();
        }

        private void follow() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().filter(line -> line.matches("[0-9]+ [0-9]+")).forEach(last::set);
            } catch (IOException | UncheckedIOException ended) {
                last.accumulateAndGet("", (known, none) -> known);
            }
        }

        long lastNew() {
            return Long.parseLong(last.get().split(" ", -1)[0]);
        }

        long legacy() {
            return Long.parseLong(last.get().split(" ", -1)[1]);
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .handle((ended, late) -> process.destroyForcibly())
                    .join();
        }
    }
}
