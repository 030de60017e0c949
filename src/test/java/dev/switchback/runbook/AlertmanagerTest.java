package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example for Alertmanager, read by a real one: which alerts mute which. */
class AlertmanagerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path CONFIGURATION = Rules.FOLDER.resolve("alertmanager.yml");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void isReadByItsOwnTool() throws IOException, InterruptedException {
        assumeTrue(Tool.find("amtool").isPresent(), "amtool is not installed: the example is not tried");

        Tool.Said said = Tool.run(folder, List.of("amtool", "check-config", CONFIGURATION.toString()));

        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void mutesWarningsOfTheSameMigrationAndWhatARollbackExplains() throws IOException, InterruptedException {
        String server = start();
        post(
                server,
                List.of(
                        alert("migration_rollback_executed", "critical", "a", ""),
                        alert("migration_high_error_rate", "critical", "a", "new"),
                        alert("migration_high_error_rate", "critical", "a", "legacy"),
                        alert("migration_circuit_breaker_open", "critical", "a", ""),
                        alert("migration_performance_regression", "warning", "a", ""),
                        alert("both_pipelines_failing", "critical", "a", ""),
                        alert("migration_high_error_rate", "critical", "b", "new"),
                        alert("migration_performance_regression", "warning", "c", "")));

        await().atMost(PATIENCE).until(() -> muted(server).size() == 3);
        assertThat(muted(server))
                .containsExactlyInAnyOrder(
                        tuple("migration_high_error_rate", "a", "new"),
                        tuple("migration_circuit_breaker_open", "a", ""),
                        tuple("migration_performance_regression", "a", ""));
    }

    private static Map<String, Object> alert(String name, String severity, String migration, String served) {
        return Map.of(
                "labels", Map.of("alertname", name, "severity", severity, "migration", migration, "served", served));
    }

    /** {@return where a server answers, on a port that was free a moment ago} */
    private String start() throws IOException {
        String program = Tool.find("prometheus-alertmanager")
                .or(() -> Tool.find("alertmanager"))
                .map(Path::toString)
                .orElse("");
        assumeTrue(!program.isEmpty(), "Alertmanager is not installed: what mutes what is not tried");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        started.add(new ProcessBuilder(
                        program,
                        "--config.file=" + CONFIGURATION.toAbsolutePath(),
                        "--storage.path=" + folder.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start());
        String server = "http://127.0.0.1:%d".formatted(port);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(server + "/-/ready").equals("OK"));
        return server;
    }

    private String get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }

    private void post(String server, List<Map<String, Object>> alerts) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(alerts)))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private List<Tuple> muted(String server) throws IOException, InterruptedException {
        List<Tuple> muted = new ArrayList<>();
        for (JsonNode alert : JSON.readTree(get(server + "/api/v2/alerts"))) {
            if (!alert.at("/status/inhibitedBy").isEmpty()) {
                JsonNode labels = alert.path("labels");
                muted.add(tuple(
                        labels.path("alertname").asString(),
                        labels.path("migration").asString(),
                        labels.path("served").asString("")));
            }
        }
        return muted;
    }
}
