package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.IngestionBuilder.Thresholds;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.table.TableQueueStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a queue that is not empty is said to make no progress. */
class ProgressTest extends IngestionFixture {

    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    private Ingestion idle() {
        return start(builder().processing(false).thresholds(new Thresholds(100, 1_000, PATIENCE)));
    }

    private static boolean isReady(Ingestion orders) {
        return orders.health().health().details().get("ready").equals(true);
    }

    private static void staysReady(Ingestion orders) {
        await().during(PATIENCE.multipliedBy(2)).atMost(Duration.ofSeconds(20)).until(() -> isReady(orders));
    }

    @Test
    void isNotMissedWhileEventsOnlyWaitForTheirNextAttempt() {
        Ingestion orders = idle();
        try (QueueStore store = TableQueueStore.open("orders", url())) {
            orders.queue().submit(NewEvent.of("1").inOrderOf("k"));
            orders.queue().submit(NewEvent.of("2").inOrderOf("k"));
            Claimed failed = store.claim("a processor", 1).get(0);
            store.fail(List.of(new Failure(failed, Duration.ofMinutes(5), "later")));

            assertThat(store.depths().claimable()).isFalse();
            staysReady(orders);

            submit(orders, 1);
            assertThat(store.depths().claimable()).isTrue();
            await().until(() -> !isReady(orders));
        }
    }

    @Test
    void isNotMissedWhileAProcessThatLivesIsAtIt() {
        Ingestion orders = idle();
        try (QueueStore store = TableQueueStore.open("orders", url())) {
            submit(orders, 2);
            store.claim("a processor", 1);

            staysReady(orders);
        }
    }

    @Test
    void isMissedFromTheMomentOnAtWhichItIsToBeMade() {
        Ingestion orders = idle();
        orders.queue().mode(Mode.HOLD, false, BY);
        submit(orders, 1);
        staysReady(orders);

        orders.queue().mode(Mode.ASYNC, false, BY);

        assertThat(isReady(orders)).as("it had no time yet").isTrue();
        await().until(() -> !isReady(orders));
    }
}
