package dev.switchback.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.http.WebServer;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.ModeRefusedException;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real queue behind a real server, asked by real clients. */
class ServedQueueTest {

    private static final Attribution BY = Attribution.api("ada", "a test");
    private static final List<Mode> MODES =
            List.of(Mode.HOLD, Mode.ASYNC, Mode.REJECT, Mode.DRAIN, Mode.SYNC, Mode.ASYNC, Mode.DRAIN, Mode.HOLD);

    @TempDir
    Path directory;

    /** The first connection of an H2 may take longer than one is waited for, on a busy machine. */
    private Ingestion start(String url) {
        return await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(QueueUnavailableException.class)
                .until(
                        () -> Ingestion.named("events")
                                .database(url)
                                .state(directory.resolve("state"))
                                .handler(event -> {})
                                .start(),
                        started -> true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void losesNothingOfTwoHundredClientsWhileTheModeFlips(String database) {
        String url =
                database.equals("h2") ? "jdbc:h2:file:" + directory.resolve("queue") : PostgresServer.freshSchema();
        try (Ingestion ingestion = start(url);
                WebServer server = IngestEndpoints.on(ingestion).server().start()) {
            PostingClients clients = new PostingClients(server.uri());
            clients.start(200, 50);

            for (int turn = 0; !clients.isDone(); turn++) {
                flip(ingestion, MODES.get(turn % MODES.size()));
                int before = clients.acknowledged.size();
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> clients.isDone()
                                || clients.acknowledged.size() >= before + 500
                                || ingestion.queue().control().mode() == Mode.REJECT);
            }

            ingestion.queue().mode(Mode.ASYNC, false, BY);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> ingestion.queue().depths().total() == 0);
            assertThat(clients.unexpected).isEmpty();
            assertThat(clients.acknowledged)
                    .hasSize(10_000)
                    .allSatisfy((key, ids) -> assertThat(ids).hasSize(1));
            assertThat(ingestion.queue().accounting()).isEqualTo(new Accounting(10_000, 0, 0, 10_000, 0, 0));
            assertThat(clients.statuses).contains(201, 202, 503);
        }
    }

    private static void flip(Ingestion ingestion, Mode to) {
        try {
            ingestion.queue().mode(to, false, BY);
        } catch (ModeRefusedException notEmpty) {
            assertThat(to).isEqualTo(Mode.SYNC);
        }
    }

    @Test
    void refusesWhileItsDatabaseIsAwayAndIsReadyAgainByItself() throws Exception {
        String database = PostgresServer.databaseToCome();
        PostgresServer.create(database);
        try (Ingestion ingestion = start(PostgresServer.urlOf(database));
                WebServer server = IngestEndpoints.on(ingestion).server().start()) {
            PostingClients clients = new PostingClients(server.uri());
            assertThat(clients.post("before")).isTrue();
            await().until(() -> clients.get("/health/ready") == 200);

            PostgresServer.close(database, true);
            assertThat(clients.post("meanwhile")).isFalse();
            assertThat(clients.statuses).isEqualTo(Set.of(202, 503));
            await().atMost(Duration.ofSeconds(30)).until(() -> clients.get("/health/ready") == 503);
            assertThat(clients.get("/health/live")).isEqualTo(200);

            PostgresServer.close(database, false);
            await().atMost(Duration.ofSeconds(30)).until(() -> clients.post("after"));
            await().atMost(Duration.ofSeconds(30)).until(() -> clients.get("/health/ready") == 200);
            assertThat(clients.post("meanwhile")).isTrue();
            await().until(() -> ingestion.queue().depths().total() == 0);
            assertThat(clients.unexpected).isEmpty();
            assertThat(ingestion.queue().accounting()).isEqualTo(new Accounting(3, 0, 0, 3, 0, 0));
        }
    }
}
