package dev.switchback.ingest.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.state.Attribution;
import dev.switchback.state.faults.Campaign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on the default database, a file that its processes share: it is killed with whoever holds it. */
@Tag("faults")
class H2LossTest {

    private static final long SEED = Long.getLong("loss.seed", 5);
    private static final Attribution BY = Attribution.api("campaign", "it is to be quick");

    @TempDir
    Path folder;

    @Test
    void losesNothingAcknowledgedAlsoWithWhoeverHoldsTheFile() throws Exception {
        long started = System.nanoTime();
        Duration time = Duration.ofSeconds(Campaign.rounds(30, 120));
        LossPlan plan = LossPlan.campaign(2, time, SEED).onlyKilling(Worker.class, "processor");
        Files.createDirectories(folder);
        try (Place place = Place.h2(folder)) {
            LossCampaign.insist(() -> prepare(place.url()));
            LossRun run = new LossRun(plan, place, folder);
            try (run) {
                run.run(random -> {});
                run.settle(() -> left(place.url()));
            }
            LossCheck check = LossCheck.of(place.url(), run.ledger);
            Campaign.line("loss, 2 + 2 processes on H2, seed %d: %s, %s, %.0f s"
                    .formatted(SEED, run.faults(), check, (System.nanoTime() - started) / 1e9));

            assertThat(check.isClean()).as("seed %d: %s", SEED, check).isTrue();
            assertThat(run.faults().ofTheHolder()).isPositive();
        }
    }

    private static void prepare(String url) {
        try (QueueStore store = TableQueueStore.open("loss", url)) {
            store.prepare();
            store.change(
                    now -> now.with(
                            now.settings().withLease(Duration.ofSeconds(1)).withAttempts(5)),
                    false,
                    BY);
        }
    }

    /** Whoever looks may become the one that holds the file, so it does not stay. */
    private static long left(String url) {
        try (QueueStore store = TableQueueStore.open("loss", url)) {
            return store.depths().total();
        } catch (QueueUnavailableException away) {
            return 1;
        }
    }
}
