package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueuedEvent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is changed while a process works, and is to be in force at once. */
class RunTimeChangesTest extends IngestionFixture {

    @Test
    void goesOnUnderALeaseThatIsMuchShorterThanBefore() {
        start(builder().processing(false)).queue().settings(settings -> settings.withLease(Duration.ofHours(1)), BY);
        Ingestion orders = start();

        orders.queue().settings(settings -> settings.withLease(Duration.ofSeconds(1)), BY);

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(() -> {
            submit(orders, 1);
            awaitEmpty(orders);
            return true;
        });
        assertThat(handled).extracting(QueuedEvent::attempt).containsOnly(1);
    }

    /** A subscriber who takes long over his first delivery, and over the one after it. */
    private static final class Slow implements DeliveryHandler {

        private final Queue<QueuedEvent> delivered = new ConcurrentLinkedQueue<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch first = new CountDownLatch(1);
        private final CountDownLatch second = new CountDownLatch(1);

        @Override
        public void deliver(QueuedEvent event) throws InterruptedException {
            int call = calls.incrementAndGet();
            if (call == 1) {
                first.await();
            } else if (call == 2) {
                second.await();
            }
            delivered.add(event);
        }
    }

    @Test
    void bringsNothingMoreToASubscriberOnceItHolds() {
        Slow slow = new Slow();
        Ingestion orders = start(builder().subscriber("mail", slow));
        orders.queue().submit(NewEvent.of("0"));
        await().until(() -> slow.calls.get() == 1);
        submit(orders, 20);
        await().until(() -> orders.queue().depths().deliveries() == 21);
        slow.first.countDown();
        await().until(() -> slow.calls.get() == 2); // of the 20 that were claimed together

        orders.queue().mode(Mode.HOLD, false, BY);
        slow.second.countDown();

        await().until(() -> orders.queue().depths().deliveries() == 19);
        orders.queue().mode(Mode.ASYNC, false, BY);
        await().until(() -> orders.queue().depths().deliveries() == 0);
        assertThat(slow.delivered).doesNotHaveDuplicates().hasSize(21);
        assertThat(slow.delivered).extracting(QueuedEvent::attempt).containsOnly(1);
    }
}
