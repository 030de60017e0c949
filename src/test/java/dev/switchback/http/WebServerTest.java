package dev.switchback.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

    private final WebServer server = WebServer.of(List.of(
                    new Route("GET", "/", request -> Response.json(200, Map.of("at", request.path()))),
                    new Route("GET", "/things/{id}", request -> Response.json(200, Map.of("id", request.part("id")))),
                    new Route("GET", "/things/new", request -> Response.json(200, Map.of("id", "none yet"))),
                    new Route("DELETE", "/things/{id}", request -> Response.empty(204)),
                    new Route(
                            "GET",
                            "/query",
                            request -> Response.json(
                                    200, Map.of("q", request.query("q").orElse("-")))),
                    new Route("POST", "/echo", request -> Response.json(200, Map.of("body", request.text(100)))),
                    new Route("GET", "/wrong", request -> Response.json(Integer.parseInt("12x"), Map.of())),
                    new Route("GET", "/refused", request -> {
                        throw RequestRefusedException.of(409, "no");
                    }),
                    new Route("GET", "/invalid", request -> {
                        throw InvalidValueException.of("size", "from 1 to 9", "a\u001b[2Jb");
                    })))
            .start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /                     | 200 | {\"at\":\"/\"}",
                "GET    | /things/7             | 200 | {\"id\":\"7\"}",
                "GET    | /things/new           | 200 | {\"id\":\"none yet\"}",
                "GET    | /things/a%2Fb%20%C3%A9| 200 | {\"id\":\"a/b é\"}",
                "DELETE | /things/7             | 204 |",
                "GET    | /query                | 200 | {\"q\":\"-\"}",
                "GET    | /query?q=a+b%2B&x     | 200 | {\"q\":\"a b+\"}",
                "GET    | /query?q              | 200 | {\"q\":\"\"}",
                "GET    | /refused              | 409 | {\"error\":\"no\"}",
                "GET    | /things               | 404 | {\"error\":\"there is no /things\"}",
                "GET    | /things/              | 404 | {\"error\":\"there is no /things/\"}",
                "GET    | /things/7/            | 404 | {\"error\":\"there is no /things/7/\"}",
                "GET    | /things/../wrong      | 404 | {\"error\":\"there is no /things/../wrong\"}",
                "POST   | /query                | 405 | {\"error\":\"/query must be asked by GET or HEAD, but was by POST\"}",
                "GET    | /query?q=1&q=2        | 400 | {\"error\":\"q must be given once, but was given 2 times\"}",
                "GET    | /query?q=%C3%28       | 400 | {\"error\":\"query must be UTF-8, but was %C3%28\"}",
                "GET    | /things/%00           | 400 | {\"error\":\"id must be without control characters, but was \\\\u0000\"}",
                "GET    | /invalid              | 400 | {\"error\":\"size must be from 1 to 9, but was a\\\\u001b[2Jb\"}",
            })
    void answersByTheRouteThatFits(String method, String path, int status, String body) throws Exception {
        HttpResponse<String> response = ask(method, path, "");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body == null ? "" : body);
    }

    @Test
    void saysWhichMethodsAPathHas() throws Exception {
        assertThat(ask("PATCH", "/things/7", "").headers().firstValue("Allow")).contains("DELETE, GET, HEAD");
    }

    @Test
    void answersHeadAsGetWithoutABody() throws Exception {
        HttpResponse<String> response = ask("HEAD", "/things/7", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void letsNobodyGuessOrKeepWhatItAnswers() throws Exception {
        HttpResponse<String> response = ask("GET", "/", "");

        assertThat(response.headers().map())
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("content-type", List.of("application/json"));
    }

    @Test
    void doesNotSayWhyAHandlerFailed() throws Exception {
        HttpResponse<String> response = ask("GET", "/wrong", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("{\"error\":\"it failed unexpectedly; the log knows more (number=1)\"}");
    }

    @Test
    void readsABodyUpToItsLimit() throws Exception {
        assertThat(ask("POST", "/echo", "é".repeat(50)).statusCode()).isEqualTo(200);
        assertThat(ask("POST", "/echo", "x".repeat(101)).body())
                .isEqualTo("{\"error\":\"the body must be at most 100 bytes long, but was longer\"}");
    }

    @Test
    void saysThatAnotherListensThere() {
        WebServerBuilder second = WebServer.of(List.of()).port(server.port());

        assertThatThrownBy(second::start)
                .isInstanceOf(ListenException.class)
                .hasMessage(
                        "cannot listen: Address already in use (address=127.0.0.1, port=%d).".formatted(server.port())
                                + " Nobody is answered; choose another port or end who has it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void listensToOthersOnlyWhereRequestsAreAuthenticated(String host) {
        WebServerBuilder open = WebServer.of(List.of()).host(host);

        assertThatThrownBy(open::start)
                .hasMessage("host must be a loopback address unless requests are authenticated, but was " + host);
        try (WebServer guarded = open.authenticated(true).start()) {
            assertThat(guarded.port()).isPositive();
        }
    }

    @Test
    void isCalledByNoNameOfSomebodyElse() throws IOException {
        try (WebServer named = WebServer.of(List.of(new Route("GET", "/", request -> Response.empty(204))))
                .calledAlso("Events.test")
                .start()) {
            assertThat(statusFor(named, "events.test:8080")).isEqualTo(204);
            assertThat(statusFor(named, "127.0.0.1:" + named.port())).isEqualTo(204);
            assertThat(statusFor(named, "LOCALHOST")).isEqualTo(204);
            assertThat(statusFor(named, "evil.test")).isEqualTo(421);
            assertThat(statusFor(named, "")).isEqualTo(421);
        }
    }

    private static int statusFor(WebServer server, String host) throws IOException {
        return dev.switchback.testing.RawHttp.ask(
                        server.uri(), "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host))
                .status();
    }
}
