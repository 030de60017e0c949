package dev.switchback.ingest.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.ingest.queue.Claimed;
import dev.switchback.ingest.queue.QueuedEvent;
import dev.switchback.ingest.work.Outcomes.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private final AtomicBoolean moreToCome = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private Outcomes outcomes() {
        return new Outcomes(moreToCome::get, System::nanoTime);
    }

    private static Outcome outcome(long seq) {
        QueuedEvent event = new QueuedEvent(new UUID(0, seq), "default", Optional.empty(), "{}", 1, Instant.EPOCH);
        return new Outcome(new Claimed(event, seq, 1), true, null);
    }

    private static List<Long> seqs(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.claimed().seq()).toList();
    }

    @Test
    void givesWhatIsThereInTheOrderOfItsEndAndTheRestTheNextTime() throws InterruptedException {
        Outcomes outcomes = outcomes();
        for (int seq = 1; seq <= 5; seq++) {
            outcomes.add(outcome(seq));
        }

        assertThat(outcomes.size()).isEqualTo(5);
        assertThat(seqs(outcomes.take(3))).containsExactly(1L, 2L, 3L);
        assertThat(seqs(outcomes.take(3))).containsExactly(4L, 5L);
        assertThat(outcomes.size()).isZero();
    }

    @Test
    void givesNothingWhereNothingEnds() throws InterruptedException {
        assertThat(outcomes().take(10)).isEmpty();
    }

    @Test
    void doesNotLetTheLastOneWaitForOthers() throws Exception {
        Outcomes outcomes = new Outcomes(moreToCome::get, () -> 0); // by its clock the time to gather is never over
        moreToCome.set(true);
        outcomes.add(outcome(1));
        Future<List<Outcome>> taken = threads.submit(() -> outcomes.take(10));
        assertThat(taken).isNotDone();

        moreToCome.set(false);
        outcomes.add(outcome(2));

        assertThat(seqs(taken.get(10, TimeUnit.SECONDS))).containsExactly(1L, 2L);
    }

    @Test
    void losesNoneOfManyThreads() throws Exception {
        Outcomes outcomes = outcomes();
        moreToCome.set(true);
        int each = 5_000;
        List<Future<?>> adding = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            long first = (long) thread * each;
            adding.add(threads.submit(() -> {
                for (long seq = first; seq < first + each; seq++) {
                    outcomes.add(outcome(seq));
                }
            }));
        }
        Set<Long> seen = new HashSet<>();
        int taken = 0;
        while (taken < 4 * each) {
            List<Outcome> some = outcomes.take(1_000);
            assertThat(some).hasSizeLessThanOrEqualTo(1_000);
            taken += some.size();
            seen.addAll(seqs(some));
        }

        assertThat(seen).hasSize(4 * each);
        await().atMost(10, TimeUnit.SECONDS).until(() -> adding.stream().allMatch(Future::isDone));
    }
}
