package dev.switchback.router.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final InFlight inFlight = new InFlight();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void completesWhenTheLastCallHasEnded() {
        inFlight.start();
        CompletionStage<Void> drained = inFlight.drained(timer);
        assertThat(drained.toCompletableFuture()).isNotDone();

        inFlight.finish();

        await().untilAsserted(() -> assertThat(drained.toCompletableFuture()).isDone());
    }

    @Test
    void letsGoOfWhoeverWaitedSoThatNoLaterCallCountsForIt() {
        WeakReference<CompletionStage<Void>> waited = new WeakReference<>(inFlight.drained(timer));

        await().until(() -> {
            System.gc();
            return waited.get() == null;
        });
    }
}
