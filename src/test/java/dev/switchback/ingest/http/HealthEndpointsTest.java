package dev.switchback.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.health.ComponentHealth;
import dev.switchback.health.HealthStatus;
import dev.switchback.http.WebServer;
import dev.switchback.testing.RawHttp;
import dev.switchback.testing.RawHttp.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HealthEndpointsTest {

    private final FakeIngestion ingestion = new FakeIngestion();
    private final WebServer server = IngestEndpoints.on(ingestion).server().start();

    @AfterEach
    void close() {
        server.close();
    }

    private Answer get(String path) throws IOException {
        return RawHttp.ask(
                server.uri(), "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
    }

    @Test
    void theProcessLivesWhateverItsQueueIsLike() throws IOException {
        ingestion.health = ComponentHealth.of(HealthStatus.CRITICAL, "no", "do", Map.of());

        Answer answer = get("/health/live");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"live\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "HEALTHY, true, 200, ready",
        "DEGRADED, true, 200, ready",
        "CRITICAL, true, 200, ready",
        "CRITICAL, false, 503, not ready"
    })
    void theQueueIsReadyIfItSaysSo(HealthStatus status, boolean ready, int code, String text) throws IOException {
        ingestion.health = ComponentHealth.of(status, "1001 events wait", "look", Map.of("ready", ready));

        Answer answer = get("/health/ready");

        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.body())
                .startsWith(
                        ("{\"status\":\"%s\",\"health\":\"%s\",\"queue\":\"orders\",\"issues\":[\"1001 events wait\"],"
                                        + "\"recommendations\":[\"look\"],\"ready\":%s,")
                                .formatted(text, status.text(), ready));
    }

    @Test
    void theMachineIsInTheSameAnswer() throws IOException {
        JsonNode figures =
                JsonMapper.builder().build().readTree(get("/health/ready").body());

        assertThat(figures.path("cpus").asInt()).isPositive();
        assertThat(figures.path("cpuProcess").isMissingNode()).isFalse();
        assertThat(figures.path("cpuMachine").isMissingNode()).isFalse();
        assertThat(figures.path("heapUsedBytes").asLong()).isPositive();
        assertThat(figures.path("heapMaxBytes").asLong()).isPositive();
    }
}
