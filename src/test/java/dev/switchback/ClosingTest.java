package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.rollback.RollbackReport;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.router.node.NodeRows;
import dev.switchback.state.Attribution;
import dev.switchback.state.Observation;
import dev.switchback.state.StateChange;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final TestMigration test = new TestMigration().at(100);
    private final MigrationControl control = MigrationControl.of(test.store, "test", test.clock);
    private boolean broken;
    private final MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
            .legacy((String key) -> "legacy")
            .newPipeline(key -> {
                if (broken) {
                    throw new IllegalStateException("broken");
                }
                return "new";
            })
            .build();

    @AfterEach
    void close() {
        control.close();
        test.close();
    }

    private void calls(int count) {
        for (int call = 0; call < count; call++) {
            adapter.generate("key-" + call);
        }
    }

    private void put(String section, Object value) {
        test.store.commit(StateChange.of("test", "PUT", Attribution.automatic("test"))
                .change(document -> document.with(section, value))
                .build());
    }

    @Test
    void countsNothingTwice() {
        calls(10);
        test.store.tick();
        Map<String, Observation> report = test.store.observations();
        test.migration().close();

        assertThat(test.migration().statistics().executionsNew()).isEqualTo(10);

        report.forEach((node, observed) ->
                test.store.observe(node, observed.report())); // as between adding the counters and removing the report
        assertThat(control.statistics().executionsNew()).isEqualTo(10);
    }

    @Test
    void saysThatCallsStillRunOnNewWithoutWaitingForThem() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        MigrationAdapter<String, String, RuntimeException> slow = test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> {
                    begun.countDown();
                    awaitQuietly(ends);
                    return "new";
                })
                .build();
        Thread caller = new Thread(() -> slow.generate("a"));
        caller.setDaemon(true);
        caller.start();
        begun.await();

        test.migration().close();
        RollbackReport report = control.rollback().emergencyRollback("wrong totals", "ada");

        assertThat(report.unacknowledged())
                .singleElement()
                .asString()
                .startsWith("test.")
                .endsWith(" (closed 0 s ago, with 1 in flight)");
        assertThat(report.isProven()).isFalse();
        assertThat(control.currentStatus().nodes()).isEmpty();
        ends.countDown();
        caller.join();
    }

    @Test
    void leavesTheFleetAlsoWhenTheStatisticsDoNotFitTheirFormat() {
        calls(10);
        put("statistics", Map.of("totals", "as a sentence"));
        test.store.tick();
        assertThat(control.currentStatus().nodes()).hasSize(1);

        test.migration().close();

        assertThat(test.store.observations()).isEmpty();
    }

    @Test
    void triesAgainToKeepTheBreakerWhenItCouldNotBeWritten() {
        broken = true;
        calls(2);
        test.store.breakDown(Optional.of("damaged"));
        assertThat(NodeRows.all(test.store.document("test"))).isEmpty();

        test.store.breakDown(Optional.empty());

        assertThat(NodeRows.all(test.store.document("test"))).hasSize(1);
    }

    @Test
    void showsABreakerOfHostsLongGoneAsClosed() {
        broken = true;
        calls(5);
        test.migration().close();
        assertThat(control.currentStatus().breaker().state()).isEqualTo("open");

        test.clock.advance(Duration.ofHours(2));

        assertThat(control.currentStatus().breaker().state()).isEqualTo("closed");
    }

    @Test
    void runsEveryStepWhateverBecomesOfThoseBefore() {
        ExecutorService executor = Executors.newCachedThreadPool();
        CountDownLatch disk = new CountDownLatch(1);
        List<String> closed = new ArrayList<>();
        ClosingSteps steps = new ClosingSteps("test", executor, Duration.ofMillis(50));

        steps.run("what throws", () -> {
            throw new IllegalStateException("injected");
        });
        steps.run("what hangs", () -> awaitQuietly(disk));
        Thread.currentThread().interrupt();
        steps.run("the rest", () -> closed.add("the rest"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("the rest");
        disk.countDown();
        executor.shutdown();
    }

    private static void awaitQuietly(CountDownLatch disk) {
        try {
            disk.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
