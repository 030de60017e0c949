package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.QueuedEvent;
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
}
