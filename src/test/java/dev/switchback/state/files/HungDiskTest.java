package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.flags.Reason;
import dev.switchback.rollback.RollbackEvent;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not answer stops nothing that needs no disk, and takes what came meanwhile once it answers. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HungDiskTest {

    private static final Map<String, String> AT_ALL = Map.of(
            "MIGRATION_NEW_PIPELINE_PCT", "100",
            "MIGRATION_AUTO_ROLLBACK", "true",
            "MIGRATION_CIRCUIT_BREAKER", "false");

    @TempDir
    Path folder;

    private final HangingDisk disk = new HangingDisk();

    @AfterEach
    void answer() {
        disk.answer();
    }

    private FileStateStore open() {
        return FileStateStore.builder(folder.resolve("state"))
                .pollEvery(Duration.ofMillis(20))
                .storage(disk::open)
                .open();
    }

    private static Migration start(FileStateStore store) {
        return Migration.named("orders").store(store).environment(AT_ALL).start();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsNoAutomaticRollbackFromForcingLegacyAndRecordsItOnceItAnswers() throws Exception {
        try (FileStateStore store = open();
                Migration migration = start(store)) {
            MigrationAdapter<String, String, RuntimeException> adapter = migration
                    .legacy((String key) -> "legacy")
                    .newPipeline(key -> {
                        throw new IllegalStateException("broken");
                    })
                    .build();
            CountDownLatch begun = new CountDownLatch(1);
            migration.events().on(RollbackEvent.Started.class, event -> begun.countDown());
            CountDownLatch recorded = new CountDownLatch(1);
            store.onEntry(entry -> {
                if (entry.type().equals("ROLLBACK_EXECUTED")) {
                    recorded.countDown();
                }
            });
            disk.hangOn(call -> true);
            disk.awaitHung();

            for (int call = 0; call < 20; call++) {
                adapter.generate("key-" + call);
            }

            await(begun);
            assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.ROLLED_BACK);
            assertThat(store.status().undurable()).isPositive();
            assertThat(recorded.getCount()).as("the disk still hangs").isEqualTo(1);

            disk.answer();
            await(recorded);
            assertThat(store.history(HistoryQuery.newest(9).ofType("ROLLBACK_STARTED")))
                    .singleElement()
                    .extracting(HistoryEntry::trigger)
                    .isEqualTo("error_threshold_exceeded");
        }
    }

    @Test
    void keepsNoProcessFromItsHeartbeatWhileOnlyTheHistoryHangs() throws Exception {
        CountDownLatch beats = new CountDownLatch(3);
        try (FileStateStore store = open();
                Migration migration = start(store)) {
            disk.hangOn(call -> call.equals("force history.jsonl"));
            var unused = store.submit(StateChange.of("orders", "NOTED", Attribution.automatic("test"))
                    .observation()
                    .build());
            disk.awaitHung();

            disk.hangOn(call -> {
                if (call.startsWith("put orders.")) {
                    beats.countDown();
                }
                return false;
            });

            await(beats);
            assertThat(migration.currentStatus().nodes()).hasSize(1);
            assertThat(store.status().undurable()).isPositive();
            disk.answer();
        }
    }
}
