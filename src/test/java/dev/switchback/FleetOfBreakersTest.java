package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.flags.Reason;
import dev.switchback.flags.Share;
import dev.switchback.health.HealthStatus;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.router.node.BreakerOpenedByFleet;
import dev.switchback.router.node.NodeRequests;
import dev.switchback.state.Attribution;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three processes of one migration, two of which see the new pipeline fail. */
class FleetOfBreakersTest {

    private static final Attribution BY = Attribution.api("ada", "the new pipeline is mended");

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);
    private final List<Migration> processes = new ArrayList<>();
    private final List<MigrationAdapter<String, String, RuntimeException>> adapters = new ArrayList<>();
    private final List<BreakerOpenedByFleet> told = new CopyOnWriteArrayList<>();

    FleetOfBreakersTest() {
        for (int process = 0; process < 3; process++) {
            Migration migration = Migration.named("orders")
                    .store(store)
                    .environment(Map.of())
                    .time(clock, clock.nanoTime())
                    .start();
            migration.events().on(BreakerOpenedByFleet.class, told::add);
            processes.add(migration);
            adapters.add(migration
                    .legacy((String key) -> "legacy")
                    .newPipeline(key -> {
                        if (key.startsWith("bad")) {
                            throw new IllegalStateException("broken");
                        }
                        return "new";
                    })
                    .build());
        }
        processes.get(0).flags().change(settings -> settings.withPercentage(Share.ALL), BY);
        IntStream.range(0, 5).forEach(call -> {
            adapters.get(0).generate("bad-" + call);
            adapters.get(1).generate("bad-" + call);
        });
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            store.tick();
            return third().state().equals("open") && !told.isEmpty();
        });
    }

    @AfterEach
    void close() {
        processes.forEach(Migration::close);
    }

    private MigrationStatus.Breaker third() {
        return processes.get(2).currentStatus().breaker();
    }

    @Test
    void opensWhereNothingHasFailed() {
        assertThat(adapters.get(2).execute("good").decision().reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(third().errors()).isZero();
        assertThat(third().openedBy()).isEqualTo("fleet");
        assertThat(processes.get(0).currentStatus().breaker().openedBy()).isEqualTo("errors");
        assertThat(processes.get(2).currentStatus().sentence())
                .matches("orders: breaker open because 2 of 3 nodes tripped \\(orders\\..+, orders\\..+\\), legacy "
                        + "answers for the 100 % that is meant for new; next probe in 600 s at 2026-01-01T00:10:00Z");
        assertThat(told)
                .singleElement()
                .satisfies(event -> assertThat(event.nodes())
                        .hasSize(2)
                        .doesNotContain(
                                processes.get(2).currentStatus().nodes().get(0).node()));
    }

    @Test
    void isSeenFromOutside() {
        try (MigrationControl control = MigrationControl.of(store, "orders", clock)) {
            store.tick();

            assertThat(control.currentStatus().nodes())
                    .extracting(MigrationStatus.Node::breaker)
                    .containsOnly("open");
            assertThat(control.healthCheck().overall()).isEqualTo(HealthStatus.DEGRADED);
        }
    }

    @Test
    void staysClosedAfterAReset() throws Exception {
        try (MigrationControl control = MigrationControl.of(store, "orders", clock)) {
            clock.advance(Duration.ofSeconds(1));
            store.tick();
            Map<String, String> answers =
                    control.ask(NodeRequests.RESET, Map.of("unprobed", true), BY, Duration.ofSeconds(10));

            assertThat(answers)
                    .hasSize(3)
                    .allSatisfy((node, answer) -> assertThat(answer).isEqualTo("ok: the breaker is closed"));
            store.tick();
            assertThat(adapters.get(2).generate("good")).isEqualTo("new");
        }
    }

    @Test
    void refusesAQuorumOfOne() {
        assertThatThrownBy(() -> Migration.named("orders").breakerQuorum(1))
                .hasMessage("breakerQuorum must be at least 2, but was 1");
    }
}
