package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.runbook.CommandBlock.Command;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every query of the pages about the queue, on PostgreSQL, with the queue as the page has it. */
class QueuePagesTest {

    private static final Attribution KIM = Attribution.api("kim", "the handler's database is away");

    @TempDir
    private Path folder;

    static Stream<CommandBlock> blocks() throws IOException {
        List<CommandBlock> blocks = new ArrayList<>();
        for (Path page : CommandBlock.pages()) {
            blocks.addAll(CommandBlock.of(page));
        }
        return blocks.stream().filter(block -> block.kind().equals("sql"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void answerAsThePageSays(CommandBlock block) throws SQLException {
        String url = PostgresServer.freshSchema();
        SoftAssertions all = new SoftAssertions();
        try (Ingestion orders = provoked(url, block.condition());
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(orders.name()).isEqualTo("orders");
            for (Command query : block.commands()) {
                all.assertThat(ask(statement, query.text()))
                        .as("%s: %s", block, query.text())
                        .contains(query.tells());
            }
        }
        all.assertAll();
    }

    @Test
    void areSome() throws IOException {
        assertThat(blocks().mapToInt(block -> block.commands().size()).sum()).isGreaterThan(10);
    }

    private Ingestion provoked(String url, String condition) {
        Ingestion orders = Ingestion.named("orders")
                .database(url)
                .state(folder.resolve("state"))
                .handler(event -> {
                    throw new IllegalStateException("no such table");
                })
                .start();
        if (condition.equals("queue-held")) {
            orders.queue().mode(Mode.HOLD, false, KIM);
            orders.queue().submit(NewEvent.of("{\"table\": \"customers\"}"));
        } else {
            assertThat(condition).isEqualTo("queue-dead");
            orders.queue().settings(settings -> settings.withAttempts(1), KIM);
            orders.queue().submit(NewEvent.of("{\"table\": \"customers\"}"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> orders.queue().depths().dead() == 1);
        }
        return orders;
    }

    private static String ask(Statement statement, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    found.add(String.valueOf(rows.getString(column)));
                }
            }
        }
        return String.join("\n", found);
    }
}
