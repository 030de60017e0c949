package dev.switchback.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.http.WebServer;
import dev.switchback.ingest.Refusals;
import dev.switchback.ingest.Tenants;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.queue.Receipt;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.testing.RawHttp;
import dev.switchback.testing.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsEndpointTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String ID = FakeIngestion.ID.toString();

    private final FakeIngestion ingestion = new FakeIngestion();
    private final WebServer server = IngestEndpoints.on(ingestion).server().start();

    @AfterEach
    void close() {
        server.close();
    }

    private Answer post(String headers, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        return RawHttp.ask(
                server.uri(),
                "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n%s"
                        .formatted(length, headers, body));
    }

    @Test
    void saysThatAnEventIsQueued() throws IOException {
        Answer answer = post("Content-Type: application/json\r\n", "[1, 2]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"id\":\"%s\",\"status\":\"queued\"}".formatted(ID));
        assertThat(ingestion.submitted).as("an array is one event").containsExactly(NewEvent.of("[1, 2]"));
    }

    @Test
    void saysThatAnEventIsProcessed() throws IOException {
        ingestion.answer = event -> new Receipt.Created(FakeIngestion.ID, true);

        Answer answer = post("", "{}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"id\":\"%s\",\"status\":\"created\"}".formatted(ID));
    }

    @Test
    void takesTheKeysFromTheHeaders() throws IOException {
        post("Idempotency-Key: k\u00c3\u00a9 1\r\nordering-key: o\r\n", "{}");

        assertThat(ingestion.submitted)
                .containsExactly(NewEvent.of("{}").once("ké 1").inOrderOf("o"));
    }

    static Stream<Arguments> refusals() {
        SQLException away = new SQLException("connection refused");
        String lost = "the answer to the commit was lost";
        return Stream.of(
                Arguments.of(Refusals.rejecting(), 503, "7"),
                Arguments.of(Refusals.full(), 503, "3"),
                Arguments.of(Refusals.closed(), 503, "5"),
                Arguments.of(Refusals.overQuota(), 429, "2"),
                Arguments.of(Refusals.keyConflict(FakeIngestion.ID), 409, ""),
                Arguments.of(Refusals.handlerFailed(FakeIngestion.ID), 422, ""),
                Arguments.of(QueueUnavailableException.of("take events in", "db", away), 503, "5"),
                Arguments.of(
                        QueueUnavailableException.uncertain("take events in", "db", new SQLException(lost)), 503, "5"),
                Arguments.of(InvalidValueException.of("payload", "JSON", "a\u0000b"), 400, ""));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhyAnEventIsRefused(RuntimeException refusal, int status, String retryAfter) throws IOException {
        ingestion.answer = event -> {
            throw refusal;
        };

        Answer answer = post("", "{}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("retry-after")).isEqualTo(retryAfter);
        assertThat(answer.body())
                .startsWith("{\"error\":\"" + refusal.getMessage().substring(0, 20))
                .doesNotContain("\u001b", "\u0000");
    }

    @Test
    void namesTheEventThatWasAcceptedUnderTheSameKey() throws IOException {
        ingestion.answer = event -> {
            throw Refusals.keyConflict(FakeIngestion.ID);
        };

        assertThat(post("Idempotency-Key: k\r\n", "{}").body()).endsWith(",\"id\":\"%s\"}".formatted(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Idempotency-Key: \r\n",
                "Idempotency-Key: a\r\nIdempotency-Key: b\r\n",
                "Idempotency-Key: a\u0007b\r\n",
                "Idempotency-Key: \u00ff\r\n",
                "Ordering-Key: a\u001b[2J\r\n",
                "Ordering-Key:  \t \r\n",
            })
    void refusesBadKeys(String headers) throws IOException {
        Answer answer = post(headers, "{}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(ingestion.submitted).isEmpty();
    }

    @Test
    void refusesKeysThatAreTooLong() throws IOException {
        assertThat(post("Idempotency-Key: %s\r\n".formatted("k".repeat(201)), "{}")
                        .status())
                .isEqualTo(400);
        assertThat(post("Idempotency-Key: %s\r\n".formatted("k".repeat(200)), "{}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void refusesAPayloadOfMoreThanAQuarterOfAMebibyte() throws IOException {
        String largest = "\"%s\"".formatted("x".repeat(256 * 1024 - 2));

        assertThat(post("", largest).status()).isEqualTo(202);
        assertThat(post("", largest + " ").status()).isEqualTo(413);
        assertThat(ingestion.submitted).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type: text/plain, 415",
        "Content-Type: application/x-www-form-urlencoded, 415",
        "Content-Type: application/vnd.orders+json; charset=utf-8, 202",
        "Origin: http://evil.test, 403",
        "Origin: null, 403",
        "Origin: http://localhost, 202",
    })
    void takesNothingFromAPageOfAnotherSite(String header, int status) throws IOException {
        assertThat(post(header + "\r\n", "{}").status()).isEqualTo(status);
    }

    @Test
    void refusesBeforeTheBodyIsSentWhereNothingIsTakenIn() throws IOException {
        ingestion.mode = Mode.REJECT;
        try (RawHttp connection = RawHttp.to(server.uri())) {
            connection.write("POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");

            Answer answer = connection.nextAnswer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("7");
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"the queue takes no events in: database trouble (queue=orders, mode=REJECT)."
                                    + " Nothing was kept; try again in 7 s\"}");
        }
    }

    @Nested
    class WhereTenantsAreDeclared {

        WhereTenantsAreDeclared() {
            ingestion.tenants = Tenants.none().with("acme", TOKEN, OptionalLong.empty());
        }

        @Test
        void takesEventsOfTheTenantWhoseTokenItIs() throws IOException {
            assertThat(post("Authorization: Bearer %s\r\n".formatted(TOKEN), "{}")
                            .status())
                    .isEqualTo(202);
            assertThat(ingestion.submitted).containsExactly(NewEvent.of("{}").forTenant("acme"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Authorization: Bearer\r\n",
                    "Authorization: Bearer 0123456789abcdeF\r\n",
                    "Authorization: Basic 0123456789abcdef\r\n",
                    "Authorization: 0123456789abcdef\r\n",
                    "Authorization: Bearer \u00c3\u00a9\r\n",
                })
        void refusesEverybodyElse(String headers) throws IOException {
            Answer answer = post(headers, "{}");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
            assertThat(ingestion.submitted).isEmpty();
        }
    }
}
