package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Pipeline;
import dev.switchback.pipeline.Route;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.testing.TestMigration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutingRollbackTest {

    private final TestMigration test = new TestMigration().at(100);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(); // the common pool may have one thread

    @AfterEach
    void close() {
        gate.countDown();
        threads.shutdown();
        test.close();
    }

    @Test
    void sendsTheVeryNextRequestToLegacy() {
        MigrationAdapter<String, String, RuntimeException> adapter = quick();
        assertThat(adapter.execute("a").served()).isEqualTo(Route.NEW);

        RollbackReport report = test.migration().emergencyRollback("wrong totals since 14:02", "ada");

        assertThat(report.isProven()).as(report.sentence()).isTrue();
        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.ROLLED_BACK);
        assertThat(test.migration().currentStatus().sentence())
                .contains("rolled back, every key goes to legacy", "ada: wrong totals since 14:02", "rollback clear");
    }

    @Test
    void waitsForTheCallsThatRun() throws Exception {
        MigrationAdapter<String, String, RuntimeException> adapter = hanging();
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> adapter.generate("a"), threads);
        entered.await();
        CompletableFuture<RollbackReport> rollback =
                CompletableFuture.supplyAsync(() -> test.migration().emergencyRollback("wrong totals", "ada"), threads);

        Awaitility.await().until(() -> adapter.explain("b").reason() == Reason.ROLLED_BACK);
        assertThat(rollback).as("one call still runs").isNotDone();
        gate.countDown();

        assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(rollback.get(5, TimeUnit.SECONDS).left()).isEmpty();
    }

    @Test
    void staysInForceOverARestartWhateverTheVariablesSay() {
        test.migration().emergencyRollback("wrong totals", "ada");

        test.restart(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100", "MIGRATION_MANUAL_OVERRIDE", "new"));

        assertThat(quick().execute("a").decision().reason()).isEqualTo(Reason.ROLLED_BACK);
        assertThat(test.migration().currentStatus().state()).isEqualTo("rolled_back");
    }

    @Test
    void leavesNothingOnNewAfterAClear() {
        test.migration().emergencyRollback("wrong totals", "ada");
        long seen = test.migration().currentStatus().store().generation();

        test.migration().rollback().clear("totals are right again", "ada", seen);

        assertThat(quick().execute("a").decision().reason()).isEqualTo(Reason.PERCENTAGE_ZERO);
        test.at(100);
        assertThat(quick().execute("a").served()).isEqualTo(Route.NEW);
    }

    @Test
    void provesLegacyByARealCall() {
        test.migration()
                .legacy((Pipeline<String, String, RuntimeException>) key -> {
                    throw new IllegalStateException("legacy is down too");
                })
                .newPipeline(key -> "new")
                .probe("probe")
                .build();

        RollbackReport report = test.migration().emergencyRollback("wrong totals", "ada");

        assertThat(report.success()).isFalse();
        assertThat(report.errors()).anySatisfy(error -> assertThat(error).contains("legacy probe failed"));
        assertThat(test.migration().currentStatus().sentence()).contains("rollback recover");
    }

    private MigrationAdapter<String, String, RuntimeException> quick() {
        return test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> "new")
                .build();
    }

    private MigrationAdapter<String, String, RuntimeException> hanging() {
        return test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> {
                    entered.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return "new";
                })
                .build();
    }
}
