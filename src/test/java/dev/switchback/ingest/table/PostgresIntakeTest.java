package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresIntakeTest extends IntakeContract {

    private final String url = PostgresServer.freshSchema();

    @Override
    QueueStore open() {
        return TableQueueStore.open("orders", url);
    }

    /** What an index, its condition included, knows of cannot be written without writing to every index. */
    @Test
    void hasNoIndexOfWhatAClaimWrites() throws SQLException {
        open().close();
        List<String> indexes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select indexdef from pg_indexes"
                        + " where schemaname = current_schema() and tablename = 'event_queue'")) {
            while (row.next()) {
                indexes.add(row.getString(1));
            }
        }

        assertThat(indexes)
                .hasSizeGreaterThan(2)
                .allSatisfy(index -> assertThat(index)
                        .doesNotContainPattern("\\b(status|owner|token|claimed_at|lease_until|attempts)\\b"));
    }
}
