package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.CanaryResult;
import dev.switchback.canary.CanaryVerdict;
import dev.switchback.flags.ManualOverride;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanaryInTheWayTest {

    private final List<CanaryVerdict> verdicts = new CopyOnWriteArrayList<>();
    private final AtomicInteger newCalls = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final TestMigration test =
            new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL).onVerdict(verdicts::add));

    @AfterEach
    void close() {
        gate.countDown();
        test.close();
    }

    @Test
    void comparesBothSidesWhicheverServes() {
        enable();
        MigrationAdapter<String, String, RuntimeException> adapter = adapter();
        Execution<String> byLegacy = adapter.execute("a");
        test.at(50);
        test.change(settings -> settings.withForcedKeys(java.util.Set.of("b")));
        Execution<String> byNew = adapter.execute("b");

        assertThat(byLegacy.canary()).isTrue();
        assertThat(byNew.served()).isEqualTo(Route.NEW);
        assertThat(verdicts).extracting(CanaryVerdict::served).containsExactly(Route.LEGACY, Route.NEW);
        assertThat(verdicts).extracting(CanaryVerdict::result).containsOnly(CanaryResult.CRITICAL);
        assertThat(test.migration().statistics().canaryDiscrepancies()).isEqualTo(2);
    }

    @Test
    void tellsTheBreakerWhenTheShadowOfTheNewSideFails() {
        enable();
        MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> {
                    throw new NoClassDefFoundError("gone");
                })
                .build();
        for (int call = 0; call < 5; call++) {
            assertThat(adapter.generate("key-" + call)).isEqualTo("legacy");
        }

        assertThat(test.migration().currentStatus().breaker().state()).isEqualTo("open");
        assertThat(adapter.execute("a").canary())
                .as("an open breaker runs no canary")
                .isFalse();
    }

    @Test
    void runsNoShadowOfTheNewSideWhileLegacyIsForced() {
        enable();
        MigrationAdapter<String, String, RuntimeException> adapter = adapter();
        test.override(ManualOverride.to(Route.LEGACY, "ada", "wrong totals"));
        assertThat(adapter.execute("a").canary()).isFalse();

        test.change(settings -> settings.withoutOverride());
        test.migration().emergencyRollback("wrong totals", "ada");
        assertThat(adapter.execute("a").canary()).isFalse();
        assertThat(newCalls).hasValue(0);
    }

    @Test
    void isOffAboveNinetyPercent() {
        enable();
        MigrationAdapter<String, String, RuntimeException> adapter = adapter();
        test.at(90);
        assertThat(adapter.execute("a").canary()).isTrue();

        test.at(90.001);
        assertThat(adapter.execute("a").canary()).isFalse();
    }

    @Test
    void neverMakesACallerWaitForADetachedSide() {
        try (TestMigration detached =
                new TestMigration(builder -> builder.canaryCapacity(1, 1).onVerdict(verdicts::add))) {
            detached.change(settings -> settings.withCanary(settings.canary().withEnabled(true)));
            MigrationAdapter<String, String, RuntimeException> adapter = detached.migration()
                    .legacy((String key) -> "legacy")
                    .newPipeline(key -> {
                        newCalls.incrementAndGet();
                        awaitGate();
                        return "new";
                    })
                    .build();
            for (int call = 0; call < 100; call++) {
                assertThat(adapter.generate("key-" + call)).isEqualTo("legacy");
            }

            assertThat(gate.getCount()).as("the other side still hangs").isEqualTo(1);
            assertThat(newCalls.get()).as("threads are bounded").isLessThanOrEqualTo(1);
            gate.countDown();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> verdicts.size() == 2);
        }
    }

    @Test
    void carriesTheCallersContextAndCleansWhatItTells() {
        List<String> carried = new CopyOnWriteArrayList<>();
        try (TestMigration cleaned = new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL)
                .clean(found -> found.values("<cleaned>", "<cleaned>"))
                .onVerdict(verdicts::add))) {
            cleaned.change(settings -> settings.withCanary(settings.canary().withEnabled(true)));
            cleaned.migration()
                    .legacy((String key) -> "secret one")
                    .newPipeline(key -> "secret two")
                    .canaryContext(run -> {
                        carried.add(Thread.currentThread().getName());
                        return run;
                    })
                    .build()
                    .generate("a");
        }

        assertThat(carried).containsExactly(Thread.currentThread().getName());
        assertThat(verdicts)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.comparison().discrepancies())
                        .noneMatch(found -> found.toString().contains("secret")));
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void enable() {
        test.change(settings -> settings.withCanary(settings.canary().withEnabled(true)));
    }

    private MigrationAdapter<String, String, RuntimeException> adapter() {
        return test.migration()
                .legacy((String key) -> "legacy " + key)
                .newPipeline(key -> {
                    newCalls.incrementAndGet();
                    return "new " + key;
                })
                .build();
    }
}
