package dev.switchback.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.Arriving;
import dev.switchback.ingest.queue.NewEvent;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private final Queue<Waiting> committed = new ConcurrentLinkedQueue<>();
    private final Queue<Waiting> refused = new ConcurrentLinkedQueue<>();
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private final Batches batches = new Batches(
            1,
            task -> {
                Thread thread = new Thread(task, "batches");
                thread.setDaemon(true);
                thread.start();
            },
            batch -> {
                committed.addAll(batch);
                awaitCommit();
            },
            refused::addAll);

    private void awaitCommit() {
        try {
            mayCommit.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Waiting add() {
        Waiting waiting = new Waiting(new Arriving(UUID.randomUUID(), NewEvent.of("1")), 1, new CompletableFuture<>());
        batches.add(waiting);
        return waiting;
    }

    @Test
    void commitsWhatHasArrivedBeforeItEnds() throws InterruptedException {
        mayCommit.countDown();
        Waiting first = add();

        assertThat(batches.end(TimeUnit.SECONDS.toNanos(10))).isTrue();

        assertThat(committed).containsExactly(first);
        assertThat(refused).isEmpty();
    }

    @Test
    void refusesWhatIsNotCommittedInTime() throws InterruptedException {
        Waiting first = add();
        await().until(() -> committed.size() == 1);
        Waiting second = add();

        assertThat(batches.end(0)).isFalse();

        assertThat(committed).containsExactly(first);
        assertThat(refused).containsExactly(second);
        mayCommit.countDown();
    }

    @Test
    void refusesWhatComesAfterItsEnd() throws InterruptedException {
        batches.end(TimeUnit.SECONDS.toNanos(10));

        Waiting late = add();

        assertThat(refused).containsExactly(late);
    }
}
