package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.queue.Receipt;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A file of H2 that closes itself under its process, as it does when its disk is full. */
class ClosedDatabaseTest extends IngestionFixture {

    @Override
    String database() {
        return "";
    }

    private void shutDown() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("queue") + ";WRITE_DELAY=0;AUTO_SERVER=TRUE;LOCK_TIMEOUT=10000";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        }
    }

    private static Optional<Receipt> submit(Ingestion orders, String payload) {
        try {
            return Optional.of(orders.queue().submit(NewEvent.of(payload).once(payload)));
        } catch (QueueUnavailableException away) {
            return Optional.empty();
        }
    }

    @Test
    void isOpenedAgainByItselfAndHasLostNothing() throws SQLException {
        Ingestion orders = start();
        submit(orders, 20);

        shutDown();

        await().atMost(Duration.ofSeconds(20)).until(() -> submit(orders, "21").isPresent());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> orders.health()
                        .health()
                        .details()
                        .get("databaseReachable")
                        .equals(true));
        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(all(21));
    }
}
