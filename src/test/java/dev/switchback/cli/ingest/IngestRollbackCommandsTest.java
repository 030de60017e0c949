package dev.switchback.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.ingest.Ingestion;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestRollbackCommandsTest {

    private final CountDownLatch never = new CountDownLatch(1);

    @TempDir
    Path directory;

    private IngestKit kit;

    @BeforeEach
    void start() {
        kit = IngestKit.on("h2", directory);
        kit.kit.pausing(time -> {
            try {
                return !never.await(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private Ingestion application() {
        return Ingestion.named("events")
                .database(kit.url())
                .state(kit.kit.state())
                .start();
    }

    @Test
    void takeTheQueueOfARunningApplicationBackAndReturn() {
        try (Ingestion application = application()) {
            for (int event = 0; event < 20; event++) {
                application.queue().submit(NewEvent.of("{}"));
            }

            Result back = kit.ingest("rollback", "--reason", "too slow");
            assertThat(back.exit()).as(back.out() + back.err()).isZero();
            assertThat(back.lines().get(0)).matches("ingest:events: active -> rolled_back in \\d+ ms");
            assertThat(back.out()).contains("  ok   nothing_is_missing ", "undo: switchback ingest return");
            assertThat(application.queue().submit(NewEvent.of("{}")).status()).isEqualTo("created");
            assertThat(kit.store.accounting().events()).isEqualTo(21);

            Result again = kit.ingest("rollback", "--reason", "too slow");
            assertThat(again.exit()).isZero();
            assertThat(again.out()).contains("rolled back already since ", " by kim: too slow");
            returned(application);
        }
    }

    private void returned(Ingestion application) {
        Result refused = kit.ingest("mode", "ASYNC", "--reason", "fixed", "--yes");
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).contains("ingest:events is rolled_back; `switchback ingest return");
        assertThat(kit.ingest("recover", "--reason", "r").exit())
                .as("nothing failed")
                .isEqualTo(5);
        assertThat(kit.ingest("return", "--reason", "fixed").exit())
                .as("unconfirmed")
                .isEqualTo(5);
        Result returned = kit.ingest("return", "--reason", "fixed", "--yes");
        assertThat(returned.exit()).as(returned.err()).isZero();
        assertThat(returned.lines().get(0)).isEqualTo("events: mode SYNC -> ASYNC");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        application.queue().submit(NewEvent.of("{}")).status().equals("queued"));
    }

    @Test
    void failWhereNobodyEmptiesTheQueueAndAreRepeated() {
        kit.queue(3);

        Result failed = kit.ingest("rollback", "--reason", "too slow", "--timeout", "1s");
        assertThat(failed.exit()).as(failed.out() + failed.err()).isEqualTo(1);
        assertThat(failed.out()).contains("next: switchback ingest recover", "the queue did not drain in 1 s");
        assertThat(failed.err()).contains("3 left (3 wait, 0 are being processed), no estimate yet");
        namesTheWayOut();
        kit.process(3);
        Result recovered = kit.ingest("recover", "--reason", "they were processed");
        assertThat(recovered.exit()).as(recovered.out() + recovered.err()).isZero();
        assertThat(kit.store.control().mode()).isEqualTo(Mode.SYNC);
    }

    private void namesTheWayOut() {
        for (Result refused : List.of(
                kit.ingest("return", "--reason", "r", "--yes"),
                kit.ingest("mode", "ASYNC", "--reason", "r", "--yes"))) {
            assertThat(refused.exit()).isEqualTo(5);
            assertThat(refused.err())
                    .contains("ingest:events is rollback_failed; `switchback ingest recover --reason")
                    .contains("switchback ingest discard ID");
        }
        assertThat(kit.ingest("status").lines().get(0)).contains("ingest recover --reason '...'", "too slow");
    }

    @Test
    void changeNothingInADryRun() {
        Result plan = kit.ingest("rollback", "--reason", "too slow", "--dry-run");

        assertThat(plan.exit()).isZero();
        assertThat(plan.out()).contains("enter_drain", "empty_queue", "enter_sync");
        assertThat(kit.store.control().mode()).isEqualTo(Mode.ASYNC);
    }

    @Test
    void sayHowItIsDoneByHandWhereTheStateIsOutOfReach() throws IOException {
        Files.writeString(directory.resolve("no-directory"), "x");

        Result result = kit.kit.bare(
                "ingest",
                "rollback",
                "--reason",
                "too slow",
                "--database",
                kit.url(),
                "--state",
                directory.resolve("no-directory").toString());

        assertThat(result.exit()).as(result.err()).isEqualTo(7);
        assertThat(result.err()).contains("still works: `switchback ingest mode DRAIN", "ingest drain --wait");
    }
}
