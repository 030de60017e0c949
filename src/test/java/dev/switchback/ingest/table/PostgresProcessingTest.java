package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresProcessingTest extends ProcessingContract {

    private static final String OWNER = "events-7d4b9c6f5-x2x8k.31415.0c9c1f0e5d7a"; // as long as in a cluster

    private final String url = PostgresServer.freshSchema();

    @Override
    QueueStore open() {
        return TableQueueStore.open("orders", url);
    }

    @Test
    void claimsEventsInTheirPagesSoThatNoIndexIsWritten() throws SQLException {
        String payload = "{\"text\": \"%s\"}".formatted("x".repeat(100));
        accept(IntStream.range(0, 1_000).mapToObj(n -> NewEvent.of(payload)).toArray(NewEvent[]::new));
        Map<Long, Long> pages = pages();

        assertThat(store.claim(OWNER, 1_000)).hasSize(1_000);

        assertThat(pages()).isEqualTo(pages);
    }

    private Map<Long, Long> pages() throws SQLException {
        Map<Long, Long> pages = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select seq, (ctid::text::point)[0]::bigint from event_queue")) {
            while (row.next()) {
                pages.put(row.getLong(1), row.getLong(2));
            }
        }
        return pages;
    }
}
