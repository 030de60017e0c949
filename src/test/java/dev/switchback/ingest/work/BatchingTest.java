package dev.switchback.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ingest.BatchHandler;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueRow;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.jdbc.Database;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchingTest {

    private static final Attribution BY = Attribution.api("ada", "a test");

    private final String url = PostgresServer.freshSchema();
    private final AtomicLong nanos = new AtomicLong();
    private final Database database = Database.of("database", url, 5);
    private final TableQueueStore store =
            TableQueueStore.of("orders", database, () -> nanos.addAndGet(1_000_000_000)); // each claim from the front
    private final List<String> tried = new ArrayList<>();

    @BeforeEach
    void prepare() {
        store.prepare();
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private Batching batching(BatchHandler handler) {
        return new Batching(
                new ProcessorParts(
                        store,
                        "me",
                        store::control,
                        null,
                        handler,
                        Map.of(),
                        Backoff.of(new Random(7)),
                        new Unheard(),
                        Runnable::run,
                        nanos::get),
                handler,
                new Held());
    }

    private void accept(String payload) {
        store.accept(List.of(new Arriving(UUID.randomUUID(), NewEvent.of(payload))), false);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void chargesNoEventWithTheFailureOfAnother() throws SQLException {
        store.change(control -> control.with(control.settings().withBatchSize(1)), false, BY);
        accept("1");
        accept("2");
        execute("update event_queue set next_attempt_at = now() + interval '1 day' where payload::text = '2'");

        batching((events, connection) -> {
                    tried.add(events.get(0).payload());
                    if (events.get(0).payload().equals("1")) {
                        execute("update event_queue set next_attempt_at = '2000-01-01' where payload::text = '2'");
                        throw new IllegalStateException("unlucky");
                    }
                })
                .turn();

        assertThat(tried).containsExactly("1", "2");
        assertThat(store.events(10)).extracting("payload").containsExactly("2");
        assertThat(store.queued(false, 10)).extracting(QueueRow::error).containsOnly(Optional.empty());
    }

    @Test
    void triesAnEventAloneBeforeItFails() {
        accept("1");

        Duration pause = batching((events, connection) -> {
                    tried.add(events.get(0).payload());
                    throw new IllegalStateException("unlucky");
                })
                .turn();

        assertThat(pause).isZero();
        assertThat(tried).containsExactly("1", "1");
        assertThat(store.queued(false, 10)).singleElement().satisfies(row -> {
            assertThat(row.event().attempt()).isEqualTo(1);
            assertThat(row.error()).contains("IllegalStateException: unlucky");
        });
    }
}
