package dev.switchback.cli.ingest;

import dev.switchback.cli.CommandLineKit;
import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.cli.shell.Terminal;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A queue of its own, the commands about it, and what an application would do to it meanwhile. */
final class IngestKit implements AutoCloseable {

    final CommandLineKit kit;
    final QueueStore store;
    private final String url;

    private IngestKit(Path directory, String url) {
        this.kit = new CommandLineKit(directory.resolve("state"));
        this.url = url;
        this.store = TableQueueStore.open("events", url);
        store.prepare();
    }

    static IngestKit on(String database, Path directory) {
        return new IngestKit(
                directory,
                database.equals("postgresql")
                        ? PostgresServer.freshSchema()
                        : "jdbc:h2:file:%s/state/queue".formatted(directory.toAbsolutePath()));
    }

    IngestKit answering(Terminal.Prompt prompt) {
        kit.answering(prompt);
        return this;
    }

    String url() {
        return url;
    }

    /** {@return what {@code switchback ingest} did with these words} */
    Result ingest(String... words) {
        return kit.run(Stream.of(Stream.of("ingest"), Stream.of(words), Stream.of("--database", url))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    /** {@return the ids of so many events, queued now} */
    List<UUID> queue(int number) {
        List<Arriving> arriving = new ArrayList<>();
        for (int event = 0; event < number; event++) {
            arriving.add(new Arriving(UUID.randomUUID(), NewEvent.of("{\"n\":%d}".formatted(event))));
        }
        return store.accept(arriving, false).fates().stream()
                .map(fate -> fate.id())
                .toList();
    }

    /** Lets what is in the queue have been accepted so many seconds earlier. */
    void age(int seconds) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update event_queue set inserted_at = inserted_at - interval '%d' second".formatted(seconds));
        }
    }

    /** Processes so many. */
    void process(int number) {
        store.finish(store.claim("app", number));
    }

    /** Lets so many die of an error, and everything later too. */
    void kill(int number, String error) {
        store.change(
                control -> control.with(control.settings().withAttempts(1)),
                false,
                dev.switchback.state.Attribution.api("ada", "one attempt"));
        List<Claimed> claimed = store.claim("app", number);
        store.fail(claimed.stream()
                .map(one -> new Failure(one, Duration.ofSeconds(1), error))
                .toList());
    }

    @Override
    public void close() {
        store.close();
    }
}
