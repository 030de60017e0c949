package dev.switchback.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.Draining.Progress;
import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.queue.Receipt;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.StoredRollbackManager;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestRollbackTest extends IngestionFixture {

    private final MemoryStateStore state = new MemoryStateStore(new FakeClock());
    private final AtomicLong nanos = new AtomicLong();
    private final List<Progress> progress = new ArrayList<>();
    private boolean processorRuns = true;
    private TableQueueStore store;
    private StoredRollbackManager manager;

    @Override
    String database() {
        return "";
    }

    @BeforeEach
    void open() {
        store = TableQueueStore.open("orders", "jdbc:h2:file:" + folder.resolve("queue"));
        store.prepare();
        Draining draining =
                new Draining(Duration.ofSeconds(20), Duration.ofSeconds(5), progress::add, nanos::get, this::pause);
        manager = StoredRollbackManager.builder(
                        state, "orders", new IngestRollback("orders", store, on -> {}, draining))
                .open();
    }

    @AfterEach
    void closeAll() {
        manager.close();
        store.close();
    }

    private void pause(Duration time) {
        nanos.addAndGet(time.toNanos());
        if (processorRuns) {
            store.finish(store.claim("a processor", 3));
        }
    }

    @Test
    void drainsWithProgressAndProvesThatNothingIsMissing() {
        Ingestion sender = start(builder().processing(false));
        submit(sender, 10);

        RollbackReport report = manager.emergencyRollback("slow", "ada");

        assertThat(report.success()).as("%s", report).isTrue();
        assertThat(report.stepsCompleted()).contains("enter_drain", "empty_queue", "enter_sync", "validate");
        assertThat(progress).extracting(one -> one.depths().total()).containsExactly(7L, 4L, 1L, 0L);
        assertThat(progress.get(1).perSecond()).isEqualTo(12);
        assertThat(progress.get(1).eta()).isEqualTo(Duration.ofMillis(333));
        assertThat(report.validation().checks())
                .filteredOn(check -> check.name().equals("nothing_is_missing"))
                .extracting("detail")
                .containsExactly("accepted 10 = 0 pending + 0 processing + 10 events + 0 dead, 0 missing, 0 twice");
        assertThat(store.changes(2))
                .extracting("source", "now")
                .contains(org.assertj.core.groups.Tuple.tuple("rollback", "SYNC"));
    }

    @Test
    void failsWithoutProgressAndIsFinishedByARecovery() {
        Ingestion sender = start(builder().processing(false));
        sender.queue().submit(NewEvent.of("1"));
        processorRuns = false;

        RollbackReport failed = manager.emergencyRollback("slow", "ada");

        assertThat(failed.state()).isEqualTo(RollbackState.ROLLBACK_FAILED);
        assertThat(failed.errors().get(0))
                .contains("the queue makes no progress since 5 s (pending=1, processing=0, stuck=0)");
        await().until(() -> sender.queue().control().mode() == Mode.DRAIN);
        assertThat(sender.queue().submit(NewEvent.of("2"))).isInstanceOf(Receipt.Created.class);

        processorRuns = true;
        assertThat(manager.attemptRecovery("a processor runs", "ada").success()).isTrue();
        assertThat(store.accounting()).isEqualTo(new Accounting(2, 0, 0, 2, 0, 0));
    }

    @Test
    void waitsForAHandlerThatIsStillAtItUntilTheTimeIsOver() {
        Ingestion sender = start(builder().processing(false));
        sender.queue().submit(NewEvent.of("1"));
        store.claim("a process with a long handler", 1);

        RollbackReport failed = manager.emergencyRollback("slow", "ada");

        assertThat(failed.errors().get(0))
                .contains("the queue did not drain in 20 s (pending=0, processing=1, stuck=0)");
    }

    @Test
    void waitsForAnEventThatWaitsForItsNextAttemptUntilTheTimeIsOver() {
        Ingestion sender = start(builder().processing(false));
        sender.queue().submit(NewEvent.of("1"));
        Claimed failed = store.claim("a processor", 1).get(0);
        store.fail(List.of(new Failure(failed, Duration.ofMinutes(5), "later")));

        RollbackReport report = manager.emergencyRollback("slow", "ada");

        assertThat(report.errors().get(0))
                .contains("the queue did not drain in 20 s (pending=1, processing=0, stuck=0)");
    }

    @Test
    void takesEventsInDirectlyFromTheFirstMomentOn() {
        Ingestion orders = start(builder().processing(false));
        List<Boolean> forced = new ArrayList<>();
        IngestRollback strategy = new IngestRollback("orders", store, forced::add, Draining.patiently(one -> {}));

        strategy.force(1);
        strategy.release(2);

        assertThat(forced).containsExactly(true, false);
        assertThat(strategy.target()).isEqualTo("ingest:orders");
        assertThat(orders.queue().control().mode()).isEqualTo(Mode.ASYNC);
    }
}
