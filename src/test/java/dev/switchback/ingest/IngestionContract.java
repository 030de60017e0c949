package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.EventRefusedException.Why;
import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.DeadEvent;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.ingest.queue.Receipt;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.RollbackState;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a queue promises on whatever database it is kept in. */
abstract class IngestionContract extends IngestionFixture {

    @Test
    void processesWhatItHasTakenIn() {
        Ingestion orders = start();

        submit(orders, 100);

        awaitEmpty(orders);
        assertThat(handled).extracting(QueuedEvent::payload).hasSize(100).doesNotHaveDuplicates();
        assertThat(orders.queue().accounting()).isEqualTo(all(100));
    }

    /** The first test of the original procedure. */
    @Test
    void losesNoneOf100EventsWhenItsProcessorIsStoppedMidFlight() throws InterruptedException {
        Semaphore mayHandle = new Semaphore(30);
        Ingestion first = start(builder().handler(event -> {
            if (!mayHandle.tryAcquire(500, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it was stopped in the middle");
            }
            handled.add(event);
        }));
        submit(first, 100);
        await().until(() -> handled.size() == 30);
        first.close();

        Ingestion second = start();

        awaitEmpty(second);
        assertThat(second.queue().accounting()).isEqualTo(all(100));
        assertThat(handled).extracting(QueuedEvent::id).doesNotHaveDuplicates().hasSize(100);
    }

    /** The second test of the original procedure. */
    @Test
    void goesToSynchronousAndBack() {
        Ingestion orders = start();
        submit(orders, 50);

        RollbackReport report = orders.rollback().emergencyRollback("deliveries come twice", "ada");

        assertThat(report.success()).as("%s", report).isTrue();
        assertThat(orders.queue().submit(NewEvent.of("1"))).isInstanceOf(Receipt.Created.class);
        assertThat(orders.queue().accounting()).as("inserted directly").isEqualTo(all(51));
        await().until(() -> orders.queue().control().mode() == Mode.SYNC); // known here within a second

        orders.returnToAsync(BY);

        assertThat(orders.rollback().currentStatus().state()).isEqualTo(RollbackState.ACTIVE);
        assertThat(orders.queue().submit(NewEvent.of("2"))).isInstanceOf(Receipt.Queued.class);
        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(all(52));
    }

    @Test
    void keepsNothingOfAnEventWhoseHandlerFailsWhileItsSenderWaits() {
        Ingestion orders = start(builder().handler(event -> {
            throw new IllegalStateException("no such table");
        }));
        orders.queue().mode(Mode.SYNC, false, BY);

        assertThatThrownBy(() -> orders.queue().submit(NewEvent.of("1")))
                .isInstanceOfSatisfying(
                        EventRefusedException.class,
                        refused -> assertThat(refused.why()).isEqualTo(Why.HANDLER_FAILED))
                .hasMessageContaining("IllegalStateException: no such table");
        assertThat(orders.queue().accounting()).isEqualTo(all(0));
    }

    @Test
    void answersARepeatedEventInEveryModeWithTheFirstId() {
        Ingestion orders = start();
        Receipt first = orders.queue().submit(NewEvent.of("1").once("k"));
        awaitEmpty(orders);

        Receipt second = orders.queue().submit(NewEvent.of("1").once("k"));
        orders.queue().mode(Mode.SYNC, false, BY);
        Receipt third = orders.queue().submit(NewEvent.of("1").once("k"));

        assertThat(List.of(second.id(), third.id())).containsOnly(first.id());
        assertThat(second.repeated() && third.repeated()).isTrue();
        assertThat(handled).hasSize(1);
        assertThatThrownBy(() -> orders.queue().submit(NewEvent.of("2").once("k")))
                .isInstanceOfSatisfying(EventRefusedException.class, refused -> {
                    assertThat(refused.why()).isEqualTo(Why.KEY_CONFLICT);
                    assertThat(refused.existing()).contains(first.id());
                });
    }

    @Test
    void givesUpAnEventAloneWhoseHandlerFails() {
        Ingestion orders = start(builder().handler(event -> {
            if (event.payload().equals("13")) {
                throw new IllegalStateException("unlucky");
            }
            handled.add(event);
        }));
        orders.queue().settings(settings -> settings.withAttempts(1), BY);

        submit(orders, 100);

        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(new Accounting(100, 0, 0, 99, 1, 0));
        assertThat(orders.counts().dead()).isEqualTo(1);
    }

    @Test
    void givesUpAnEventWhoseHandlerSaysWhatNoDatabaseCanKeep() {
        String odd = "\ud800 \u0000 \u001b[31m password=hunter2 " + "\ud83d\ude00".repeat(2_000);
        Ingestion orders = start(builder().handler(event -> {
            throw new IllegalStateException(event.payload().equals("0") ? odd : null);
        }));
        orders.queue().settings(settings -> settings.withAttempts(1), BY);

        submit(orders, 2);

        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(new Accounting(2, 0, 0, 0, 2, 0));
        assertThat(dead())
                .extracting(DeadEvent::error)
                .anySatisfy(error -> assertThat(error)
                        .startsWith("IllegalStateException: ? ")
                        .contains("password=***")
                        .hasSizeLessThanOrEqualTo(1_000))
                .contains("IllegalStateException: no message");
    }

    private List<DeadEvent> dead() {
        try (QueueStore store = TableQueueStore.open("orders", url())) {
            return store.dead(10);
        }
    }

    @Test
    void givesUpAnEventAloneWhoseBatchFails() {
        Ingestion orders = start(builder().batchHandler((events, connection) -> {
            for (QueuedEvent event : events) {
                if (event.payload().equals("13")) {
                    throw new IllegalStateException("unlucky");
                }
            }
        }));
        orders.queue().settings(settings -> settings.withAttempts(1), BY);

        submit(orders, 100);

        awaitEmpty(orders);
        assertThat(orders.queue().accounting()).isEqualTo(new Accounting(100, 0, 0, 99, 1, 0));
    }

    @Test
    void processesTheEventsOfAKeyInTheirOrder() {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        Ingestion orders = start(builder().handler(event -> order.add(event.payload())));

        for (int n = 0; n < 30; n++) {
            orders.queue().submit(NewEvent.of(Integer.toString(n)).inOrderOf("customer 7"));
        }

        awaitEmpty(orders);
        assertThat(order.stream().map(Integer::valueOf)).isSorted().hasSize(30);
    }

    @Test
    void processesNoEventAtOnceBeforeThoseOfItsKeyThatAreQueued() {
        Ingestion orders = start(builder().handler(event -> handled.add(event)));
        orders.queue().mode(Mode.HOLD, false, BY);
        orders.queue().submit(NewEvent.of("1").inOrderOf("k"));
        orders.queue().mode(Mode.SYNC, true, BY);

        assertThatThrownBy(() -> orders.queue().submit(NewEvent.of("2").inOrderOf("k")))
                .isInstanceOfSatisfying(
                        EventRefusedException.class,
                        refused -> assertThat(refused.why()).isEqualTo(Why.OUT_OF_ORDER));
        assertThat(orders.queue().submit(NewEvent.of("2").inOrderOf("other"))).isInstanceOf(Receipt.Created.class);
        orders.queue().mode(Mode.DRAIN, false, BY);
        awaitEmpty(orders);
        orders.queue().submit(NewEvent.of("2").inOrderOf("k"));
        assertThat(handled).extracting(QueuedEvent::payload).containsExactly("2", "1", "2");
    }

    @Test
    void holdsWhatItHasClaimedButNotBegun() throws InterruptedException {
        CountDownLatch holding = new CountDownLatch(1);
        Ingestion orders = start(builder().handler(event -> {
            holding.await();
            handled.add(event);
        }));
        orders.queue().settings(settings -> settings.withMaxConcurrency(2), BY);
        submit(orders, 50);
        await().until(() -> orders.queue().depths().processing() > 2);

        orders.queue().mode(Mode.HOLD, false, BY);
        holding.countDown();

        await().until(() -> orders.queue().depths().processing() == 0);
        assertThat(handled).hasSizeLessThan(25);
        assertThat(orders.queue().submit(NewEvent.of("1"))).as("still queued").isInstanceOf(Receipt.Queued.class);
        orders.queue().mode(Mode.ASYNC, false, BY);
        awaitEmpty(orders);
        assertThat(handled).extracting(QueuedEvent::id).doesNotHaveDuplicates().hasSize(51);
    }

    @Test
    void bringsEachEventToEachSubscriber() {
        Queue<String> mail = new ConcurrentLinkedQueue<>();
        Queue<String> audit = new ConcurrentLinkedQueue<>();
        Ingestion orders = start(builder()
                .subscriber("mail", event -> mail.add(event.payload()))
                .subscriber("audit", event -> audit.add(event.payload())));

        submit(orders, 20);
        orders.queue().mode(Mode.DRAIN, false, BY);
        orders.queue().submit(NewEvent.of("20"));

        await().until(() -> mail.size() == 21 && audit.size() == 21);
        await().until(() -> orders.queue().depths().deliveries() == 0);
        assertThat(mail).doesNotHaveDuplicates();
    }
}
