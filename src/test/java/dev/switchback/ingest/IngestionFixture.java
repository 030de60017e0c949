package dev.switchback.ingest;

import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A queue of a test's own in a real database, and the processes that work on it. */
abstract class IngestionFixture {

    static final Attribution BY = Attribution.api("ada", "a test");

    final Queue<QueuedEvent> handled = new ConcurrentLinkedQueue<>();
    private final List<Ingestion> started = new ArrayList<>();
    private final String url = database();

    @TempDir
    Path folder;

    /** {@return the URL of a new database; by default a schema of a PostgreSQL} */
    String database() {
        return PostgresServer.freshSchema();
    }

    /** {@return where the queue is} */
    String url() {
        return url.isEmpty() ? "jdbc:h2:file:" + folder.resolve("queue") : url;
    }

    IngestionBuilder builder() {
        return Ingestion.named("orders").database(url()).state(folder.resolve("state"));
    }

    Ingestion start(IngestionBuilder builder) {
        Ingestion ingestion = builder.start();
        started.add(ingestion);
        return ingestion;
    }

    /** {@return a queue whose handler keeps what it gets} */
    Ingestion start() {
        return start(builder().handler(handled::add));
    }

    @AfterEach
    void close() {
        started.forEach(Ingestion::close);
    }

    static void submit(Ingestion ingestion, int number) {
        ingestion
                .queue()
                .submitAll(IntStream.range(0, number)
                        .mapToObj(n -> NewEvent.of(Integer.toString(n)))
                        .toList());
    }

    static void awaitEmpty(Ingestion ingestion) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ingestion.queue().depths().total() == 0);
    }

    static Accounting all(long events) {
        return new Accounting(events, 0, 0, events, 0, 0);
    }
}
