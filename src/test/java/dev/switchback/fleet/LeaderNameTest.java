package dev.switchback.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.files.FileStateStore;
import dev.switchback.testing.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a migration may be called, one of its processes leads. */
class LeaderNameTest {

    private static final String LONGEST = "a123456789b123456789c123456789d123456789e123456789f123456789g123";

    private final AtomicLong now = new AtomicLong();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {LONGEST, "-orders", "-", "7"})
    void aProcessOfAMigrationOfAnyNameLeads(String migration) {
        try (FileStateStore store = FileStateStore.builder(folder.resolve("state"))
                        .pollEvery(Duration.ZERO)
                        .open();
                Fleet fleet = Fleet.builder(store, migration)
                        .host("h".repeat(63))
                        .clock(new FakeClock())
                        .nanoTime(now::get)
                        .patience(Duration.ofSeconds(30))
                        .join()) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        now.addAndGet(Duration.ofMillis(100).toNanos());
                        store.poll();
                        return fleet.leads().isPresent();
                    });

            assertThat(fleet.leads()).hasValue(1);
            assertThat(fleet.all()).extracting(NodeReport::node).containsExactly(fleet.node());
        }
    }
}
