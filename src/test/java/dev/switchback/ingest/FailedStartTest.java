package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A start that fails late leaves nothing behind in its process. */
class FailedStartTest extends IngestionFixture {

    private static final String NAME = "failing-orders";

    private IngestionBuilder failing() {
        return Ingestion.named(NAME).database(url() + "&ApplicationName=" + NAME);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    private long connections() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name = '%s'".formatted(NAME))) {
            row.next();
            return row.getLong(1);
        }
    }

    private void leavesNothing() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        threads().stream().noneMatch(thread -> thread.getName().contains(NAME)));
        await().atMost(Duration.ofSeconds(20)).until(() -> connections() == 0);
    }

    @Test
    void closesWhatItOpenedBeforeAStateThatCannotBeOpened() throws IOException {
        Path file = Files.createFile(folder.resolve("state"));

        assertThatThrownBy(() -> failing().state(file).start()).isInstanceOf(RuntimeException.class);

        leavesNothing();
    }
}
