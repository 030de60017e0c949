package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.canary.CanaryMode;
import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** "Nothing runs on new" is claimed after a rollback is proven: each way by which something still could. */
class AfterARollbackTest {

    private static final int ROUNDS = 200;

    private final TestMigration test = new TestMigration().at(100);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        test.close();
    }

    @Test
    void startsNoForcedCallThatBypassesTheBreaker() throws Exception {
        AtomicBoolean proven = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            try (TestMigration each = new TestMigration()) {
                proven.set(false);
                MigrationAdapter<String, String, RuntimeException> adapter = each.migration()
                        .legacy((String key) -> "legacy")
                        .newPipeline(key -> {
                            late.addAndGet(proven.get() ? 1 : 0);
                            return "new";
                        })
                        .build();
                CountDownLatch go = new CountDownLatch(1);
                CompletableFuture<?> forcing =
                        CompletableFuture.runAsync(() -> forceUntilRefused(adapter, go), threads);
                go.await();
                each.migration().emergencyRollback("wrong totals", "ada");
                proven.set(true);
                forcing.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(late).as("calls begun on new after the proof").hasValue(0);
    }

    private static void forceUntilRefused(
            MigrationAdapter<String, String, RuntimeException> adapter, CountDownLatch go) {
        try {
            while (true) {
                Outcome<String> outcome = adapter.forceExecute(Route.NEW, "a", true);
                assertThat(outcome.isReturned()).isTrue();
                go.countDown();
            }
        } catch (ForcedCallRefusedException rolledBack) {
            go.countDown();
        }
    }

    @Test
    void waitsForTheStageOfACanary() {
        CompletableFuture<String> running = new CompletableFuture<>();
        test.at(0);
        test.change(settings -> settings.withCanary(settings.canary().withEnabled(true)));
        AsyncMigrationAdapter<String, String> adapter = test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> running)
                .build();
        assertThat(adapter.generate("a")).isCompletedWithValue("legacy");
        Awaitility.await().until(() -> inFlight() == 1);

        CompletableFuture<?> rollback =
                CompletableFuture.runAsync(() -> test.migration().emergencyRollback("wrong totals", "ada"), threads);
        Awaitility.await().until(() -> test.migration().flags().snapshot().forcedLegacy());
        assertThat(rollback).as("the stage still runs").isNotDone();

        running.complete("new");
        assertThat(rollback).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void countsAStageThatTookTooLongUntilItsWorkHasEnded() throws Exception {
        CompletableFuture<String> stuck = new CompletableFuture<>(); // to cancel it would reach nothing of the work
        AsyncMigrationAdapter<String, String> adapter = impatient(stuck);

        assertThat(adapter.generate("a").toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isEqualTo("legacy");

        assertThat(inFlight()).isEqualTo(1);
        assertThat(adapter.execute("b").toCompletableFuture().get(5, TimeUnit.SECONDS))
                .as("its place is taken")
                .returns(
                        Reason.CONCURRENCY_LIMIT,
                        execution -> execution.decision().reason());
        stuck.complete("new");
        assertThat(inFlight()).isZero();
    }

    @Test
    void countsAStageOutThatCanBeCancelled() throws Exception {
        CompletableFuture<String> stuck = new CompletableFuture<>() {};
        AsyncMigrationAdapter<String, String> adapter = impatient(stuck);

        assertThat(adapter.generate("a").toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isEqualTo("legacy");

        Awaitility.await().until(() -> inFlight() == 0);
        assertThat(stuck).isCancelled();
    }

    private AsyncMigrationAdapter<String, String> impatient(CompletableFuture<String> stage) {
        return test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> stage)
                .newTimeout(Duration.ofMillis(20))
                .newConcurrency(1)
                .build();
    }

    @Test
    void isNotDisturbedByCallersThatSettleTheirStagesThemselves() {
        CompletableFuture<String> open = new CompletableFuture<>();
        AsyncMigrationAdapter<String, String> adapter = test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> open)
                .build();
        adapter.generate("a").toCompletableFuture().cancel(true);
        adapter.forceExecute(Route.NEW, "a", false).toCompletableFuture().cancel(true);
        assertThat(inFlight()).isEqualTo(2);

        open.complete("new");
        assertThat(inFlight()).isZero();
    }

    @Test
    void leavesTheBreakerFreeOnceItIsClearedWhileNothingRuns() {
        test.migration().emergencyRollback("wrong totals", "ada");
        test.migration().close();
        try (dev.switchback.MigrationControl control =
                dev.switchback.MigrationControl.of(test.store, "test", test.clock)) {
            control.rollback()
                    .clear(
                            "totals are right again",
                            "ada",
                            control.currentStatus().store().generation());
        }
        test.restart(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100"));
        MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> "new")
                .build();

        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
    }

    @Test
    void neverRepeatsACallWithSideEffectsForAnInterruptedCaller() {
        AtomicInteger legacyCalls = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                .legacy((String key) -> "legacy " + legacyCalls.incrementAndGet())
                .newPipeline(key -> {
                    await(gate);
                    return "new";
                })
                .newTimeout(Duration.ofSeconds(30))
                .notRepeatable()
                .build();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> adapter.generate("a"))
                .hasMessage("caller was interrupted while it waited for the new pipeline");
        assertThat(Thread.interrupted()).isTrue();
        gate.countDown();
        assertThat(legacyCalls).hasValue(0);
    }

    @Test
    void keepsTheAnswerWhenAnObserverThrows() {
        CallObserver broken = new CallObserver() {
            @Override
            public void onCall(Reason reason, Route ran, boolean failed, long tookNanos) {
                throw new IllegalStateException("a broken meter");
            }

            @Override
            public void onFallback(FallbackCause cause) {
                throw new IllegalStateException("a broken meter");
            }
        };
        try (TestMigration observed = new TestMigration(builder -> builder.onCall(broken)).at(100)) {
            MigrationAdapter<String, String, RuntimeException> adapter = observed.migration()
                    .legacy((String key) -> "legacy")
                    .newPipeline((String key) -> {
                        throw new IllegalStateException("broken");
                    })
                    .build();

            assertThat(adapter.generate("a")).isEqualTo("legacy");
        }
    }

    @Test
    void letsCanariesProbeABreakerThatNothingElseWouldAsk() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (TestMigration shadowed = new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL))) {
            shadowed.change(settings -> settings.withCanary(settings.canary().withEnabled(true)));
            MigrationAdapter<String, String, RuntimeException> adapter = shadowed.migration()
                    .legacy((String key) -> "same")
                    .newPipeline(key -> {
                        if (broken.get()) {
                            throw new IllegalStateException("broken");
                        }
                        return "same";
                    })
                    .build();
            for (int call = 0; call < 5; call++) {
                adapter.generate("a");
            }
            assertThat(adapter.execute("a").canary()).as("the breaker is open").isFalse();

            broken.set(false);
            shadowed.clock.advance(Duration.ofSeconds(601));
            for (int probe = 0; probe < 3; probe++) {
                assertThat(adapter.execute("a").canary()).isTrue();
            }
            assertThat(shadowed.migration().currentStatus().breaker().state()).isEqualTo("closed");
        }
    }

    private long inFlight() {
        String detail = test.migration().rollback().validate().checks().stream()
                .filter(check -> check.name().equals("in_flight"))
                .findFirst()
                .orElseThrow()
                .detail();
        return Long.parseLong(detail.substring(0, detail.indexOf(' ')));
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
