package dev.switchback.router.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.MigrationControl;
import dev.switchback.state.Attribution;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateChange;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are told long after they were made. */
class OldRequestsTest {

    private static final Attribution BY = Attribution.api("ada", "the new pipeline is broken");

    private final FakeClock recorded = new FakeClock();
    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(recorded);
    private final Migration migration = Migration.named("orders")
            .store(store)
            .environment(Map.of())
            .time(clock, clock.nanoTime())
            .start();

    @AfterEach
    void close() {
        migration.close();
    }

    @Test
    void areDoneForFiveMinutes() {
        clock.advance(Duration.ofMinutes(5));

        trip();

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> breaker().equals("open"));
    }

    @Test
    void areLeftAloneAfterFiveMinutes() throws InterruptedException {
        clock.advance(Duration.ofMinutes(5).plusMillis(1));

        trip();

        recorded.advance(Duration.ofMinutes(5));
        store.tick();
        try (MigrationControl control = MigrationControl.of(store, "orders", clock)) {
            assertThat(control.ask(NodeRequests.PROBE, Map.of(), BY, Duration.ofSeconds(10)))
                    .as("a later one")
                    .containsValue("failed: no adapter has a probe");
        }
        assertThat(breaker()).isEqualTo("closed");
    }

    private void trip() {
        store.commit(StateChange.of("orders", NodeRequests.TRIP, BY).build());
    }

    private String breaker() {
        return migration.currentStatus().breaker().state();
    }
}
