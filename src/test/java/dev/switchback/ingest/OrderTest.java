package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueuedEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events with an ordering key whose sender does not wait for the one before. */
class OrderTest extends IngestionFixture {

    private static List<NewEvent> inOrder(int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> NewEvent.of(Integer.toString(n)).inOrderOf("customer %d".formatted(n % 3)))
                .toList();
    }

    private List<Integer> queued(int customer) throws SQLException {
        List<Integer> payloads = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select payload from event_queue where ordering_key = 'customer %d' order by seq"
                                .formatted(customer))) {
            while (rows.next()) {
                payloads.add(rows.getInt(1));
            }
        }
        return payloads;
    }

    @Test
    void areQueuedAsTheyCame() throws SQLException {
        Ingestion orders = start(builder().processing(false));

        orders.queue().submitAll(inOrder(6_000));

        for (int customer = 0; customer < 3; customer++) {
            assertThat(queued(customer)).isSorted().hasSize(2_000);
        }
    }

    @Test
    void areProcessedAtOnceAsTheyCame() {
        Ingestion orders = start();
        orders.queue().mode(Mode.SYNC, false, BY);

        orders.queue().submitAll(inOrder(600));

        for (int customer = 0; customer < 3; customer++) {
            String key = "customer %d".formatted(customer);
            assertThat(handled)
                    .filteredOn(event -> event.orderingKey().orElseThrow().equals(key))
                    .extracting(QueuedEvent::payload)
                    .extracting(Integer::valueOf)
                    .isSorted()
                    .hasSize(200);
        }
    }
}
