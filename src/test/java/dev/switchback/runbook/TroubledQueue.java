package dev.switchback.runbook;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A queue on PostgreSQL in which something is wrong, with the application that fills it. */
final class TroubledQueue implements AutoCloseable {

    /** The one event that a page may name, among others. */
    private static final UUID OF_THE_PAGES = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    private static final Attribution KIM = Attribution.api("kim", "the handler's database is away");
    private static final String OWNER = "web-3.4711-3b1f6c5e-8f0e-4f0b-9a3e-0d8a4b1c2e5f";
    private static final String ERROR = "no such table: customers";

    private final String url = PostgresServer.freshSchema();
    private final QueueStore store = TableQueueStore.open("orders", url);
    private final Ingestion application;
    private volatile boolean fails;

    private TroubledQueue(Path state, boolean processing) {
        application = Ingestion.named("orders")
                .database(url)
                .state(state)
                .processing(processing)
                .handler(event -> {
                    if (fails) {
                        throw new IllegalStateException(ERROR);
                    }
                })
                .start();
    }

    /** Starts an application, and brings about what is wrong with its queue. */
    static TroubledQueue in(Condition condition, Path state) throws SQLException {
        boolean processing = switch (condition) {
            case QUEUE_HELD, QUEUE_DEAD, QUEUE_DEAD_MENDED -> true;
            default -> false;
        };
        TroubledQueue queue = new TroubledQueue(state, processing);
        queue.provoke(condition);
        return queue;
    }

    /** {@return the variables by which commands find it} */
    Map<String, String> variables() {
        return Map.of("MIGRATION_INGEST_URL", url, "MIGRATION_INGEST_QUEUE", "orders");
    }

    private void provoke(Condition condition) throws SQLException {
        switch (condition) {
            case QUEUE_HELD -> {
                application.queue().mode(Mode.HOLD, false, KIM);
                accept(120);
            }
            case QUEUE_FLOODED -> accept(1_001);
            case QUEUE_IDLE -> {
                accept(5);
                age();
            }
            case QUEUE_FAILING -> {
                accept(3);
                failThem();
                age();
            }
            case QUEUE_STUCK -> {
                application.queue().settings(settings -> settings.withLease(Duration.ofSeconds(1)), KIM);
                accept(3);
                store.claim(OWNER, 3);
                await(depths -> depths.stuck() == 3);
            }
            case QUEUE_DEAD, QUEUE_DEAD_MENDED -> {
                application.queue().settings(settings -> settings.withAttempts(1), KIM);
                fails = true;
                accept(3);
                await(depths -> depths.dead() == 3);
                fails = condition == Condition.QUEUE_DEAD;
            }
            default -> throw new IllegalArgumentException("condition must be one of a queue, but was " + condition);
        }
    }

    private void await(Predicate<Depths> until) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> until.test(store.depths()));
    }

    private void accept(int number) {
        List<Arriving> arriving = IntStream.range(0, number)
                .mapToObj(event -> new Arriving(
                        event == 0 ? OF_THE_PAGES : UUID.randomUUID(),
                        NewEvent.of("{\"customer\": %d}".formatted(event))))
                .toList();
        store.accept(arriving, false);
    }

    /** As a processor does whose handler throws; the next attempt is far enough away to be looked at. */
    private void failThem() {
        List<Claimed> claimed = store.claim(OWNER, 3);
        store.fail(claimed.stream()
                .map(one -> new Failure(one, Duration.ofMinutes(5), ERROR))
                .toList());
    }

    /** Lets what is in the queue have been there for as long as it takes to be told of it. */
    private void age() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update event_queue set inserted_at = inserted_at - interval '11' minute");
        }
    }

    @Override
    public void close() {
        application.close();
        store.close();
    }
}
