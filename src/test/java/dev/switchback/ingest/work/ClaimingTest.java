package dev.switchback.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.jdbc.Database;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimingTest {

    private static final Attribution BY = Attribution.api("ada", "a test");
    private static final int BATCH = 10;

    private final AtomicLong nanos = new AtomicLong();
    private final Database database = Database.of("database", PostgresServer.freshSchema(), 5);
    private final TableQueueStore store = TableQueueStore.of("orders", database, nanos::get);
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final ProcessorParts parts = new ProcessorParts(
            store,
            "me",
            store::control,
            event -> {},
            null,
            Map.of(),
            Backoff.of(new Random(7)),
            new Unheard(),
            threads::add,
            () -> nanos.addAndGet(1_000_000_000));
    private final Slots slots = new Slots(1);
    private final Handling handling =
            new Handling(event -> {}, parts.threads(), slots, () -> true, parts.told(), nanos::get);
    private final Claiming claiming = new Claiming(parts, handling, slots, new Held());

    @BeforeEach
    void prepare() {
        store.prepare();
        store.change(control -> control.with(control.settings().withBatchSize(BATCH)), false, BY);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private void accept(int events) {
        store.accept(
                IntStream.range(0, events)
                        .mapToObj(n -> new Arriving(UUID.randomUUID(), NewEvent.of("{\"n\": %d}".formatted(n))))
                        .toList(),
                false);
    }

    private void handle() {
        for (Runnable work = threads.poll(); work != null; work = threads.poll()) {
            work.run();
        }
    }

    private int ended() throws InterruptedException {
        return handling.outcomes().take(1_000).size();
    }

    @Test
    void claimsBesideAClaimOnlyWhileTheQueueIsLongAndNoEventWaits() throws InterruptedException {
        accept(4 * BATCH);

        claiming.help();
        assertThat(handling.waiting()).as("nobody knows yet that it is long").isZero();

        assertThat(claiming.turn()).isZero();
        claiming.help();
        assertThat(handling.waiting()).as("a batch waits for a thread").isEqualTo(BATCH);

        handle();
        claiming.help();
        assertThat(handling.waiting())
                .as("as many have ended and are not written")
                .isZero();

        assertThat(ended()).isEqualTo(BATCH);
        assertThat(claiming.help()).isZero();
        assertThat(handling.waiting()).isEqualTo(BATCH);
    }

    @Test
    void leavesAShortQueueToOneClaimAtATime() throws InterruptedException {
        accept(BATCH + 1);
        claiming.turn();
        handle();
        ended();

        assertThat(claiming.help()).as("it has found the end").isZero();
        handle();
        ended();
        accept(1);

        assertThat(claiming.help()).isEqualTo(store.control().settings().minPollInterval());
        assertThat(handling.waiting()).isZero();
        assertThat(claiming.turn()).isPositive();
        assertThat(handling.waiting()).isEqualTo(1);
    }

    @Test
    void claimsNothingBesideAClaimOnceTheModeHolds() throws InterruptedException {
        accept(3 * BATCH);
        claiming.turn();
        handle();
        ended();
        store.change(control -> control.to(Mode.HOLD), false, BY);

        assertThat(claiming.help()).isPositive();
        assertThat(claiming.help()).as("it looks no more").isGreaterThan(Duration.ofMillis(1));
        assertThat(handling.waiting()).isZero();
        assertThat(store.claim("you", 1)).isEqualTo(List.of());
    }
}
