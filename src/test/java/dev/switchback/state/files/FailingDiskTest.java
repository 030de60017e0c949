package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.health.HealthStatus;
import dev.switchback.journal.MemoryStorage;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateStoreException;
import dev.switchback.testing.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailingDiskTest {

    private static final Attribution BY = Attribution.api("ana", "a reason");

    private final FakeClock clock = new FakeClock();
    private final MemoryStorage disk = new MemoryStorage();

    private FileStateStore open() {
        return FileStateStore.builder(Path.of("memory"))
                .clock(clock)
                .node("test")
                .pollEvery(Duration.ZERO)
                .segmentBytes(4_096)
                .storage(directory -> disk)
                .open();
    }

    private static StateChange percentage(double target) {
        return StateChange.of("active-models", "PERCENTAGE_CHANGED", BY)
                .change(current -> current.with("percentage", Map.of("target", target)))
                .build();
    }

    private static double target(FileStateStore store) {
        return store.document("active-models")
                .section("percentage")
                .map(section -> section.path("target").asDouble())
                .orElse(0.0);
    }

    @Test
    void refusesACommitThatCouldNotBeWritten() {
        try (FileStateStore store = open()) {
            store.commit(percentage(1));
            disk.failOn(call -> call.equals("write history.jsonl"));

            assertThatThrownBy(() -> store.commit(percentage(2)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessage(
                            "cannot write state: injected: write history.jsonl (store=memory). Nothing was changed on"
                                    + " disk; run `switchback doctor`");
            assertThat(target(store)).isEqualTo(1);
            assertThat(store.health().status()).isEqualTo(HealthStatus.CRITICAL);

            disk.heal();
            store.poll();
            assertThat(store.status().unwritable()).isEmpty();
            store.commit(percentage(3));
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void holdsASubmittedChangeUntilTheDiskIsBack() {
        try (FileStateStore store = open()) {
            store.commit(percentage(50));
            disk.failOn(call -> true);

            CompletionStage<HistoryEntry> written = store.submit(percentage(0));

            assertThat(target(store)).isZero();
            assertThat(store.document("active-models").generation()).isEqualTo(2);
            store.poll();
            assertThat(target(store)).isZero();
            assertThat(store.status().undurable()).isEqualTo(1);
            assertThat(written.toCompletableFuture()).isNotDone();

            disk.heal();
            store.poll();
            store.poll();
            assertThat(written.toCompletableFuture()).isCompleted();
            assertThat(store.status().undurable()).isZero();
        }
        disk.crash();
        try (FileStateStore again = open()) {
            assertThat(target(again)).isZero();
            assertThat(again.history(HistoryQuery.newest(5))).hasSize(2);
        }
    }

    @Test
    void doesNotTrustAFileThatCouldNotBeForced() {
        try (FileStateStore store = open()) {
            store.commit(percentage(1));
            disk.failOn(call -> call.equals("force history.jsonl"));

            assertThatThrownBy(() -> store.commit(percentage(2)))
                    .hasMessageStartingWith("cannot tell whether state was written");
            disk.heal();
            assertThatThrownBy(() -> store.commit(percentage(3)))
                    .hasMessageContaining("the disk failed to keep what was written");

            store.reopen();
            store.commit(percentage(4));
            assertThat(target(store)).isEqualTo(4);
            assertThat(store.verify()).isEmpty();
        }
        disk.crash();
        try (FileStateStore again = open()) {
            assertThat(target(again)).isEqualTo(4);
        }
    }

    @Test
    void writesNoChangeTwiceThatCouldNeitherBeForcedNorTakenBack() {
        try (FileStateStore store = open()) {
            store.commit(percentage(50));
            disk.failOn(call -> call.startsWith("force") || call.startsWith("truncate"));
            CompletionStage<HistoryEntry> written = store.submit(percentage(0));
            store.poll();
            store.poll();
            assertThat(written.toCompletableFuture())
                    .as("the disk may not have it")
                    .isNotDone();
            assertThat(store.document("active-models").generation()).isEqualTo(2);

            disk.heal();
            store.reopen();
            store.poll();
            assertThat(written.toCompletableFuture()).isCompleted();
            assertThat(store.document("active-models").generation()).isEqualTo(2);
            assertThat(store.history(HistoryQuery.newest(5))).hasSize(2);
            assertThat(store.status().undurable()).isZero();
        }
        disk.crash();
        try (FileStateStore again = open()) {
            assertThat(target(again)).isZero();
            assertThat(again.history(HistoryQuery.newest(5))).hasSize(2);
            assertThat(again.verify()).isEmpty();
        }
    }

    @Test
    void writesOnlyWhatIsMissingOfABatchThatWasCutAndCouldNotBeTakenBack() {
        try (FileStateStore store = open()) {
            store.commit(percentage(50));
            disk.failOn(call -> true);
            CompletionStage<HistoryEntry> first = store.submit(percentage(20));
            CompletionStage<HistoryEntry> second = store.submit(percentage(0));
            store.poll();
            AtomicInteger writes = new AtomicInteger();
            disk.failOn(call -> call.startsWith("truncate")
                    || (call.equals("write history.jsonl")
                            && writes.incrementAndGet() == 2)); // of which the first is one
            store.poll();
            assertThat(writes).hasValue(2);

            disk.heal();
            store.reopen();
            store.poll();
            assertThat(first.toCompletableFuture()).isCompleted();
            assertThat(second.toCompletableFuture()).isCompleted();
            assertThat(store.history(HistoryQuery.newest(9).ofType("PERCENTAGE_CHANGED")))
                    .hasSize(3);
            assertThat(store.document("active-models").generation()).isEqualTo(3);
            assertThat(target(store)).isZero();
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void boundsWhatWaitsAndLetsObservationsGiveWay() {
        try (FileStateStore store = open()) {
            disk.failOn(call -> true);
            StateChange seen = StateChange.of("active-models", "BREAKER_SEEN", BY)
                    .observation()
                    .build();
            for (int event = 0; event < 768; event++) {
                store.submit(seen);
            }

            assertThat(store.submit(seen).toCompletableFuture()).isCompletedExceptionally();
            assertThat(store.submit(percentage(0)).toCompletableFuture()).isNotDone();
            assertThat(store.status().undurable()).isEqualTo(769);
            disk.heal();
        }
    }

    @Test
    void losesNothingThatWasAcknowledgedWhicheverCallFails() {
        for (int nth = 1; nth <= 60; nth++) {
            MemoryStorage one = new MemoryStorage();
            double acknowledged = commitUntilItFails(one, nth);
            one.crash();

            try (FileStateStore again = FileStateStore.builder(Path.of("memory"))
                    .clock(clock)
                    .pollEvery(Duration.ZERO)
                    .storage(directory -> one)
                    .open()) {
                assertThat(again.unreadable("active-models")).as("call %d", nth).isEmpty();
                assertThat(target(again)).as("call %d", nth).isGreaterThanOrEqualTo(acknowledged);
                again.commit(percentage(100));
                assertThat(again.verify()).as("call %d", nth).isEmpty();
            }
        }
    }

    private double commitUntilItFails(MemoryStorage one, int nth) {
        one.failFrom(nth);
        double acknowledged = 0;
        try (FileStateStore store = FileStateStore.builder(Path.of("memory"))
                .clock(clock)
                .pollEvery(Duration.ZERO)
                .segmentBytes(4_096)
                .storage(directory -> one)
                .open()) {
            for (int change = 1; change <= 12; change++) {
                store.commit(percentage(change));
                acknowledged = change;
                store.poll();
            }
        } catch (StateStoreException failed) {
            assertThat(failed.getMessage()).contains("injected");
        }
        return acknowledged;
    }

    @Test
    void opensForReadingWhatCannotBeWritten() {
        Document before;
        try (FileStateStore store = open()) {
            store.commit(percentage(10));
            before = store.document("active-models");
        }
        disk.failOn(call -> true);

        try (FileStateStore store = open()) {
            assertThat(store.document("active-models")).isEqualTo(before);
            assertThat(store.unreadable("active-models"))
                    .as("a directory that was never writable is no ground to begin on")
                    .isPresent();
            assertThat(store.status().unwritable()).contains("injected: prepare memory");
            assertThatThrownBy(() -> store.commit(percentage(20))).isInstanceOf(StateStoreException.class);

            disk.heal();
            store.poll();
            store.commit(percentage(20));
            assertThat(target(store)).isEqualTo(20);
        }
    }

    @Test
    void goesOnLookingAndTickingAfterAnError() {
        try (FileStateStore store = open()) {
            AtomicInteger ticks = new AtomicInteger();
            store.onTick(() -> {
                throw new OutOfMemoryError("injected: a listener");
            });
            store.onTick(ticks::incrementAndGet);
            disk.failOn(call -> {
                throw new OutOfMemoryError("injected: " + call);
            });

            store.poll();
            assertThat(ticks).as("the disk is gone, the heartbeat is not").hasValue(1);

            disk.heal();
            store.poll();
            store.commit(percentage(3));
            assertThat(ticks).hasValue(2);
            assertThat(target(store)).isEqualTo(3);
        }
    }
}
