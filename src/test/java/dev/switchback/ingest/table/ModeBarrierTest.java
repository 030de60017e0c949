package dev.switchback.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ingest.queue.Mode;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.queue.QueueUnavailableException;
import dev.switchback.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change of the mode among those who take events in, on a PostgreSQL. */
class ModeBarrierTest extends QueueFixture {

    private final String url = PostgresServer.freshSchema();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Semaphore> isIn = List.of(new Semaphore(0), new Semaphore(0));
    private final Semaphore began = new Semaphore(0);
    private volatile boolean stopped;

    @Override
    QueueStore open() {
        return TableQueueStore.open("orders", url);
    }

    @AfterEach
    void stop() throws InterruptedException {
        stopped = true;
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Takes one event in after the other, each until that of the other one is begun. */
    private Void takeIn(int me) throws Exception {
        while (!stopped) {
            store.accept(arriving(NewEvent.of("1")), (events, connection) -> {
                isIn.get(1 - me).drainPermits();
                isIn.get(me).release();
                began.release();
                boolean overlaps = isIn.get(1 - me).tryAcquire(1, TimeUnit.SECONDS);
                assert overlaps || events.size() == 1;
            });
        }
        return null;
    }

    @Test
    void isInForceSoonAlthoughThoseWhoTakeEventsInLeaveNoGap() {
        var first = threads.submit(() -> takeIn(0));
        began.acquireUninterruptibly();
        var second = threads.submit(() -> takeIn(1));
        began.acquireUninterruptibly(20);

        var changed = CompletableFuture.supplyAsync(() -> mode(Mode.DRAIN), threads);

        assertThat(changed).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Mode.DRAIN);
        assertThat(List.of(first.isDone(), second.isDone())).as("they go on").containsOnly(false);
    }

    @Test
    void isGivenUpByTheServerAsWellWhenSomebodyTakesTooLong() throws SQLException {
        try (Connection slow = DriverManager.getConnection(url);
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("select mode from ingest_control for share");

            assertThatThrownBy(() -> mode(Mode.HOLD))
                    .isInstanceOf(QueueUnavailableException.class)
                    .hasMessageContaining("cannot change the mode: canceling statement due to lock timeout");
            assertThat(accept(NewEvent.of("1")).mode()).as("nobody is kept").isEqualTo(Mode.ASYNC);
        }
    }
}
