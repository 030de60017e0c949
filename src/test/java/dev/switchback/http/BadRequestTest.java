package dev.switchback.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.testing.RawHttp;
import dev.switchback.testing.RawHttp.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client would send, byte by byte: a 4xx or a closed connection, and no handler that has seen anything. */
class BadRequestTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final int LIMIT = 1_000;

    private final AtomicInteger handled = new AtomicInteger();
    private final WebServer server = WebServer.of(List.of(new Route("POST", "/things", request -> {
                request.header("Key");
                request.text(LIMIT);
                handled.incrementAndGet();
                return Response.empty(204);
            })))
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                Arguments.of("no request", "\r\n\r\n", 0),
                Arguments.of("a method alone", "POST\r\n\r\n", 400),
                Arguments.of("no path", "POST HTTP/1.1\r\n\r\n", 400),
                Arguments.of("no URI", "POST /a\\c HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("a control character in the path", "POST /\u0001 HTTP/1.1\r\n" + HOST + "\r\n", 400),
                Arguments.of("a star", "POST * HTTP/1.1\r\n" + HOST + "\r\n", 404),
                Arguments.of("a space in a header's name", post("K ey: 1\r\nContent-Length: 2\r\n", "{}"), 400),
                Arguments.of("a length that is no number", post("Content-Length: 2x\r\n", "{}"), 400),
                Arguments.of("a length below zero", post("Content-Length: -2\r\n", "{}"), 400),
                Arguments.of(
                        "a length beyond all numbers", post("Content-Length: 99999999999999999999\r\n", "{}"), 400),
                Arguments.of("two lengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{} "), 400),
                Arguments.of(
                        "a length and chunks",
                        post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                        400),
                Arguments.of("an encoding of another kind", post("Transfer-Encoding: gzip\r\n", "x"), 501),
                Arguments.of(
                        "a chunk without a number",
                        post("Transfer-Encoding: chunked\r\n", "xyz\r\n{}\r\n0\r\n\r\n"),
                        400),
                Arguments.of("a chunk that ends too early", post("Transfer-Encoding: chunked\r\n", "ff\r\n{}"), 400),
                Arguments.of("a body that ends too early", post("Content-Length: 20\r\n", "{}"), 400),
                Arguments.of("a body that is no UTF-8", post("Content-Length: 2\r\n", "\u00c3("), 400),
                Arguments.of("a body one byte too long", post("Content-Length: 1001\r\n", "x".repeat(1_001)), 413),
                Arguments.of("a body of a gigabyte to come", post("Content-Length: 1000000000\r\n", ""), 413),
                Arguments.of("chunks one byte too long", post("Transfer-Encoding: chunked\r\n", chunks(1_001)), 413),
                Arguments.of("a key given twice", post("Key: a\r\nKey: b\r\nContent-Length: 0\r\n", ""), 400),
                Arguments.of("a key that is no UTF-8", post("Key: \u00c3(\r\nContent-Length: 0\r\n", ""), 400),
                Arguments.of("a key with a bell", post("Key: a\u0007b\r\nContent-Length: 0\r\n", ""), 400),
                Arguments.of("more headers than anybody has", post(headers(250), ""), 0),
                Arguments.of("a header longer than all memory", post("X: " + "y".repeat(400_000) + "\r\n", ""), 0));
    }

    private static String post(String headers, String body) {
        return "POST /things HTTP/1.1\r\n" + HOST + headers + "\r\n" + body;
    }

    private static String headers(int number) {
        return IntStream.range(0, number).mapToObj("X%d: 1\r\n"::formatted).collect(Collectors.joining());
    }

    private static String chunks(int length) {
        return "1\r\nx\r\n".repeat(length) + "0\r\n\r\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void isRefused(String what, String request, int status) throws IOException {
        Answer answer = RawHttp.ask(server.uri(), request);

        assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("\tat ", "Exception:");
        assertThat(handled).as("what a handler has seen").hasValue(0);
    }

    @Test
    void isServedAfterAllOfThem() throws IOException {
        for (Arguments bad : badRequests().toList()) {
            RawHttp.ask(server.uri(), (String) bad.get()[1]);
        }

        Answer good = RawHttp.ask(server.uri(), post("Transfer-Encoding: chunked\r\n", chunks(LIMIT)));
        assertThat(good.status()).isEqualTo(204);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeAByteOfItHasCome() throws IOException {
        try (RawHttp connection = RawHttp.to(server.uri())) {
            connection.write(post("Content-Length: 1000000\r\n", ""));

            Answer answer = connection.nextAnswer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("connection")).isEqualTo("close");
        }
    }

    @Test
    void aSenderThatIsStillWritingReadsWhyItIsRefused() throws IOException {
        try (RawHttp connection = RawHttp.to(server.uri())) {
            connection.write(post("Content-Length: 900000\r\n", "x".repeat(900_000)));

            assertThat(connection.toTheEnd().body())
                    .isEqualTo("{\"error\":\"the body must be at most 1000 bytes long, but was longer\"}");
        }
    }
}
