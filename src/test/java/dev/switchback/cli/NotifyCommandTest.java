package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyCommandTest {

    @TempDir
    private Path directory;

    private HttpServer server;
    private int status = 200;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String host() {
        return "127.0.0.1:%d".formatted(server.getAddress().getPort());
    }

    private String url() {
        return "http://%s/hooks/hunter2".formatted(host());
    }

    private CommandLineKit kit() {
        return new CommandLineKit(directory);
    }

    @Test
    void saysThatTheMessageWasTaken() {
        Result result = kit().bare("notify", "test", "--webhook", url(), "--migration", "orders", "--operator", "ada");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualToIgnoringNewLines("%s has taken the message".formatted(host()));
        assertThat(bodies.get(0)).contains("*INFO* switchback.notify.test (orders)", "ada", "nothing happened");
    }

    @Test
    void takesUrlAndTokenFromVariablesAndAnswersInJson() {
        Result result = kit().variables(Map.of("SWITCHBACK_WEBHOOK", url(), "SWITCHBACK_WEBHOOK_TOKEN", "hunter2"))
                .bare("notify", "test", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("\"taken\":true", "\"host\":\"%s\"".formatted(host()));
        assertThat(result.out() + result.err()).doesNotContain("hunter2");
        assertThat(tokens).containsExactly("Bearer hunter2");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 429, 500})
    void failsWhereItWasNotTakenAndGivesNoSecretAway(int answered) {
        status = answered;
        Result result = kit().bare("notify", "test", "--webhook", url());
        Result json = kit().bare("notify", "test", "--json", "--webhook", url());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualToIgnoringNewLines("%s has not taken the message: status %d".formatted(host(), answered));
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.out()).contains("\"code\":\"not_taken\"").doesNotContain("hunter2");
    }

    @Test
    void failsWhereNobodyListens() {
        String gone = url();
        server.stop(0);
        Result result = kit().bare("notify", "test", "--webhook", gone);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("ConnectException").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hunter2",
                "ftp://x/hunter2",
                "http://",
                "http://x y/hunter2",
                "https:hunter2",
                "http://localhost:99999/hunter2"
            })
    void refusesWhatIsNoUrlWithoutShowingIt(String url) {
        Result result = kit().bare("notify", "test", "--json", "--webhook", url);

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out() + result.err()).doesNotContain("hunter2").contains("--webhook must be");
        assertThat(bodies).isEmpty();
    }

    @Test
    void asksForAUrl() {
        assertThat(kit().bare("notify", "test").exit()).isEqualTo(2);
        assertThat(kit().variables(Map.of("SWITCHBACK_WEBHOOK", url(), "SWITCHBACK_WEBHOOK_TOKEN", "a b"))
                        .bare("notify", "test")
                        .err())
                .startsWith("SWITCHBACK_WEBHOOK_TOKEN must be ");
        assertThat(kit().bare("notify").exit()).isEqualTo(2);
    }
}
