package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.EventRefusedException;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of the page about ingestion, in its order, while a queue is at work and events come in. */
class IngestionPageTest {

    private static final String ID_OF_THE_PAGE = "01890a5d-ac96-774b-bcce-b302099a8057";

    @TempDir
    private Path folder;

    /** In mode REJECT nothing is taken in. */
    private static Optional<String> submit(Ingestion orders) {
        try {
            return Optional.of(orders.queue().submit(NewEvent.of("1")).id().toString());
        } catch (EventRefusedException refused) {
            assertThat(refused.why()).isEqualTo(EventRefusedException.Why.REJECTING);
            return Optional.empty();
        }
    }

    @Test
    void everyCommandWorksAndNothingIsLost() throws IOException {
        String url = PostgresServer.freshSchema();
        CommandLineKit kit = new CommandLineKit(folder.resolve("state"))
                .variables(Map.of(
                        "MIGRATION_OPERATOR", "kim",
                        "MIGRATION_INGEST_URL", url,
                        "MIGRATION_INGEST_QUEUE", "orders"));
        try (Ingestion orders = Ingestion.named("orders")
                .database(url)
                .state(folder.resolve("state"))
                .handler(event -> {})
                .start()) {
            List<String> commands = DocumentedCommandsTest.commands("runbook/ingestion.md");
            AtomicInteger accepted = new AtomicInteger();
            for (String command : commands) {
                Optional<String> id = submit(orders);
                id.ifPresent(taken -> accepted.incrementAndGet());
                String[] words = Arrays.stream(DocumentedCommandsTest.words(command))
                        .map(word -> word.equals(ID_OF_THE_PAGE) ? id.orElseThrow() : word)
                        .toArray(String[]::new);
                CommandLineKit.Result result = kit.run(words);
                // degraded is what an honest look at a queue on hold is
                assertThat(result.exit())
                        .as("%s%n%s%n%s", command, result.out(), result.err())
                        .isIn(command.contains(" status") ? List.of(0, 3) : List.of(0));
            }
            assertThat(commands).hasSizeGreaterThan(25);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> orders.queue().depths().total() == 0);
            assertThat(orders.queue().accounting().isBalanced()).isTrue();
            assertThat(orders.queue().accounting().events()).isEqualTo(accepted.get());
        }
    }
}
