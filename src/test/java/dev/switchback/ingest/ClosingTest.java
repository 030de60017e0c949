package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.ingest.queue.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A process that is closed while events are being processed at once. */
class ClosingTest extends IngestionFixture {

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private Ingestion slow(int concurrency) {
        Ingestion orders = start(builder().directConcurrency(concurrency).handler(event -> {
            handled.add(event);
            mayEnd.await();
        }));
        orders.queue().mode(Mode.SYNC, false, BY);
        return orders;
    }

    private static boolean isClosing(Ingestion orders) {
        try {
            orders.queue().requireOpen(NewEvent.DEFAULT_TENANT);
            return false;
        } catch (EventRefusedException refused) {
            return refused.why() == EventRefusedException.Why.CLOSED;
        }
    }

    @Test
    void takesInWhatIsBeingProcessed() {
        Ingestion orders = slow(20);
        var receipt = orders.queue().submitAsync(NewEvent.of("1")).toCompletableFuture();
        await().until(() -> handled.size() == 1);

        var closing = CompletableFuture.runAsync(orders::close, task -> new Thread(task, "closing").start());
        await().until(() -> isClosing(orders));
        assertThat(closing).isNotDone();
        await().during(Duration.ofMillis(300)).until(() -> !receipt.isDone());
        mayEnd.countDown();

        assertThat(receipt).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Receipt.Created.class);
        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
    }

    /** Ten seconds are the time that a process has to close. */
    @Test
    void leavesNobodyWaitingBehindAHandlerThatHangs() {
        Ingestion orders = slow(20);
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receipts.add(orders.queue()
                    .submitAsync(NewEvent.of("1").inOrderOf("key"))
                    .toCompletableFuture());
        }
        await().until(() -> handled.size() == 1);

        orders.close();

        assertThat(receipts).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(handled).hasSize(1);
    }

    @Test
    void refusesWhatWaitsToBeProcessedAndHasNotBegun() {
        Ingestion orders = slow(1);
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receipts.add(orders.queue().submitAsync(NewEvent.of("1")).toCompletableFuture());
        }
        await().until(() -> handled.size() == 1);

        var closing = CompletableFuture.runAsync(orders::close, task -> new Thread(task, "closing").start());
        await().until(() -> isClosing(orders));
        mayEnd.countDown();

        assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
        assertThat(receipts).allMatch(CompletableFuture::isDone);
        assertThat(receipts)
                .filteredOn(receipt -> !receipt.isCompletedExceptionally())
                .hasSize(1);
        assertThat(handled)
                .as("and none of their handlers ran")
                .extracting(QueuedEvent::payload)
                .hasSize(1);
        assertThatThrownBy(() -> orders.queue().submit(NewEvent.of("1"))).hasMessageContaining("is closing");
    }
}
