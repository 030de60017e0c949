package dev.switchback.ingest.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.Accounting;
import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueStore.FailedAttempts;
import dev.switchback.ingest.queue.QueueStore.Failure;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.state.Attribution;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the procedure that this queue replaces got wrong, each as a test. */
class SeedDefectsTest {

    private static final Attribution BY = Attribution.api("ada", "it is corrupt");

    private final String url = PostgresServer.freshSchema();
    private final QueueStore store = TableQueueStore.open("orders", url);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void prepare() {
        store.prepare();
    }

    @AfterEach
    void close() {
        threads.shutdown();
        store.close();
    }

    private List<UUID> accept(int number) {
        List<Arriving> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            events.add(new Arriving(UUID.randomUUID(), NewEvent.of("{\"n\": %d}".formatted(i))));
        }
        store.accept(events, false);
        return events.stream().map(Arriving::id).toList();
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Its query for stuck items looked at inserted_at, so any backlog of five minutes was stuck. */
    @Test
    void aBacklogIsNotStuckHoweverOldItIs() throws SQLException {
        accept(3);
        sql("update event_queue set inserted_at = now() - interval '1 hour'");
        store.claim("me", 1);

        assertThat(store.depths().stuck()).as("claimed a moment ago").isZero();
        assertThat(store.rescue(false)).isEqualTo(new FailedAttempts(0, 0));
        sql("update event_queue set lease_until = now() - interval '1 second' where status = 'processing'");
        assertThat(store.depths().stuck()).as("its lease is over").isEqualTo(1);
        assertThat(store.rescue(false)).isEqualTo(new FailedAttempts(1, 0));
    }

    /** Its revert asked nobody whether he was still at work, and the item was finished twice. */
    @Test
    void whoeverWasTakenForDeadFinishesNothing() throws SQLException {
        accept(1);
        List<Claimed> sleeping = store.claim("sleeping", 1);
        sql("update event_queue set lease_until = now() - interval '1 second'");
        store.rescue(false);
        List<Claimed> other = store.claim("other", 1);

        assertThat(store.finish(sleeping)).isEmpty();
        assertThat(store.fail(List.of(new Failure(sleeping.get(0), Duration.ZERO, "no"))))
                .isEqualTo(new FailedAttempts(0, 0));
        store.release(sleeping);
        assertThat(store.finish(other)).hasSize(1);
        assertThat(store.accounting()).isEqualTo(new Accounting(1, 0, 0, 1, 0, 0));
    }

    /** Its error put the item back at once, and it failed again as fast as the database could. */
    @Test
    void anErrorIsFollowedByAWait() throws SQLException {
        accept(1);
        store.fail(List.of(new Failure(store.claim("me", 1).get(0), Duration.ofSeconds(30), "no")));

        assertThat(store.claim("me", 1)).as("30 s early").isEmpty();
        sql("update event_queue set next_attempt_at = next_attempt_at - interval '30 seconds'");
        assertThat(store.claim("me", 1)).hasSize(1);
    }

    /** Its query for missing events listed every item that was still waiting. */
    @Test
    void whatWaitsIsNotMissing() {
        accept(4);
        store.finish(store.claim("me", 1));
        store.claim("me", 1);

        assertThat(store.accounting()).isEqualTo(new Accounting(4, 2, 1, 1, 0, 0));
        assertThat(store.accounting().missing()).isZero();
    }

    /** Its DELETE of corrupt items lost their data. */
    @Test
    void whatIsDiscardedIsAmongTheDeadAndComesBack() {
        UUID corrupt = accept(2).get(1);

        assertThat(store.discard(List.of(corrupt), BY)).containsExactly(corrupt);
        assertThat(store.dead(5)).singleElement().satisfies(dead -> {
            assertThat(dead.event().payload()).isEqualTo("{\"n\": 1}");
            assertThat(dead.error()).isEqualTo("it is corrupt");
        });
        assertThat(store.requeue(List.of(corrupt), BY)).containsExactly(corrupt);
        assertThat(store.accounting()).isEqualTo(new Accounting(2, 2, 0, 0, 0, 0));
    }

    /** Its switch looked at the depth while events were still on their way into the queue. */
    @Test
    void aDrainSeesWhatWasOnItsWayInWhenItBegan() throws Exception {
        aDrainSees(NewEvent.of("1"));
    }

    @Test
    void aDrainSeesWhatWasOnItsWayInWithAKeyWhenItBegan() throws Exception {
        aDrainSees(NewEvent.of("1").once("key"));
    }

    private void aDrainSees(NewEvent event) throws Exception {
        UUID id = UUID.randomUUID();
        CompletableFuture<Boolean> onItsWay;
        CompletableFuture<Long> drained;
        try (Connection blocker = DriverManager.getConnection(url);
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("insert into event_queue (id, tenant, payload) values ('%s', 'x', '1')".formatted(id));
            onItsWay = CompletableFuture.supplyAsync(
                    () -> store.accept(List.of(new Arriving(id, event)), false).isTaken(), threads);
            await().until(() -> waiting() == 1);
            drained = CompletableFuture.supplyAsync(
                    () -> {
                        store.change(control -> control.to(Mode.DRAIN), false, BY);
                        return store.depths().total();
                    },
                    threads);
            await().until(() -> waiting() == 2);
            assertThat(drained).as("the flip waits for the event").isNotDone();
            blocker.rollback();
        }

        assertThat(onItsWay.join()).isTrue();
        assertThat(drained.join()).isEqualTo(1);
    }

    @Test
    void nothingIsQueuedOnceTheDrainHasBegun() throws Exception {
        CompletableFuture<Boolean> late;
        try (Connection flipping = DriverManager.getConnection(url);
                Statement statement = flipping.createStatement()) {
            flipping.setAutoCommit(false);
            statement.execute("update ingest_control set mode = 'DRAIN'");
            late = CompletableFuture.supplyAsync(
                    () -> store.accept(List.of(new Arriving(UUID.randomUUID(), NewEvent.of("1"))), false)
                            .isTaken(),
                    threads);
            await().until(() -> waiting() == 1);
            flipping.commit();
        }

        assertThat(late.join()).isFalse();
        assertThat(store.accounting()).isEqualTo(new Accounting(0, 0, 0, 0, 0, 0));
    }

    /** On a connection of its own: a transaction sees the others as they were when it first looked. */
    private int waiting() throws SQLException {
        String select = """
                select count(distinct l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
                where not l.granted and a.query similar to '%(event_queue|ingest_control)%'""";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getInt(1);
        }
    }
}
