package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.ingest.table.TableQueueStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Events that are processed in the transaction that finishes them. */
class BatchHandlerTest extends IngestionFixture {

    @Test
    void givesUpAnEventAloneWhoseBatchEndsInAnError() {
        Ingestion orders = start(builder().batchHandler((events, connection) -> {
            for (QueuedEvent event : events) {
                if (event.payload().equals("13")) {
                    throw new StackOverflowError("too deep");
                }
            }
        }));
        orders.queue().settings(settings -> settings.withAttempts(1), BY);

        submit(orders, 100);

        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(new Accounting(100, 0, 0, 99, 1, 0));
    }

    @Test
    void getsEventsThatAreProcessedAtOnceWithTheTimeAtWhichTheyAreTakenIn() {
        Ingestion orders = start(builder().batchHandler((events, connection) -> handled.addAll(events)));
        orders.queue().mode(Mode.SYNC, false, BY);

        orders.queue().submit(NewEvent.of("1"));

        try (QueueStore store = TableQueueStore.open("orders", url())) {
            assertThat(store.events(10)).containsExactlyElementsOf(handled);
        }
        assertThat(handled)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.acceptedAt()).isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES)));
    }

    @Test
    void leavesConnectionsToTheRestOfItsProcessWhileItProcessesAtOnce() throws InterruptedException {
        Semaphore began = new Semaphore(0);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Ingestion orders = start(builder().batchHandler((events, connection) -> {
            began.release();
            mayEnd.await();
        }));
        orders.queue().mode(Mode.SYNC, false, BY);
        var receipts = Stream.generate(() -> orders.queue().submitAsync(NewEvent.of("1")))
                .limit(20)
                .toList();

        assertThat(began.tryAcquire(20, 20, TimeUnit.SECONDS)).isTrue();

        assertThat(orders.queue().depths().total()).isZero();
        mayEnd.countDown();
        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt).succeedsWithin(Duration.ofSeconds(20)));
    }
}
