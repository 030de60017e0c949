package dev.switchback.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.testing.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thread, one second for a request, and somebody who begins one and does not end it. */
class SlowSenderTest {

    private static final List<String> BEGINNINGS = List.of(
            "G",
            "GET /live HTTP/1.1\r\nHost: localhost\r\nX: ",
            "POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc",
            "POST /things HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");

    private Process process;
    private URI server;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsun.net.httpserver.maxReqTime=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        server = URI.create(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void holdsAThreadNoLongerThanARequestMayTake() throws IOException {
        for (String beginning : BEGINNINGS) {
            try (RawHttp slow = RawHttp.to(server)) {
                slow.write(beginning);

                assertThat(slow.toTheEnd().status())
                        .as("closed, or told that it was too slow: %s", beginning)
                        .isIn(0, 400);
                await().atMost(Duration.ofMinutes(1)).until(this::isServed);
            }
        }
    }

    private boolean isServed() throws IOException {
        return RawHttp.ask(server, "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status()
                == 204;
    }
}
