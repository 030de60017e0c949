package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.difference.Comparison;
import dev.switchback.canary.difference.Discrepancy;
import dev.switchback.canary.difference.DiscrepancyType;
import dev.switchback.canary.mismatch.IgnoreRule;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What canaries find is a reason to go back; what is ignored or noise is none. */
class CanaryRollbackTest {

    private static final IgnoreRule EVERYTHING = IgnoreRule.until(
                    Instant.parse("2027-01-01T00:00:00Z"), TestMigration.BY)
            .at("**")
            .always();

    private final AtomicInteger legacyRuns = new AtomicInteger();

    private TestMigration start(UnaryOperator<MigrationBuilder> change) {
        TestMigration test = new TestMigration(builder -> change.apply(builder).canaryMode(CanaryMode.SERIAL)).at(10);
        test.change(settings ->
                settings.withAutoRollback(true).withCanary(settings.canary().withEnabled(true)));
        return test;
    }

    private static void call(MigrationAdapter<String, String, RuntimeException> adapter, int calls) {
        for (int call = 0; call < calls; call++) {
            adapter.generate("key-" + call);
        }
    }

    private static void tick(TestMigration test) {
        test.clock.advance(Duration.ofSeconds(1));
        test.store.tick();
    }

    @Test
    void rollsBackWhereTooManyComparisonsFindACriticalDifference() {
        try (TestMigration test = start(builder -> builder)) {
            call(
                    test.migration()
                            .legacy((String key) -> "legacy")
                            .newPipeline(key -> "new")
                            .build(),
                    20);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                tick(test);
                return test.migration().currentStatus().state().equals("rolled_back");
            });
            assertThat(test.migration().currentStatus().lastRollback().trigger())
                    .isEqualTo("canary_test_failures");
            assertThat(test.migration().statistics().canaryMismatchRate()).isEqualTo(100);
        }
    }

    @Test
    void doesNotRollBackForWhatIsIgnored() {
        try (TestMigration test = start(builder -> builder.ignore(EVERYTHING))) {
            call(
                    test.migration()
                            .legacy((String key) -> "legacy")
                            .newPipeline(key -> "new")
                            .build(),
                    30);

            staysActive(test);
            assertThat(test.migration().canaryStatistics().ignored()).isEqualTo(30);
        }
    }

    @Test
    void doesNotRollBackForNoise() {
        try (TestMigration test = start(builder -> builder)) {
            call(
                    test.migration()
                            .legacy((String key) -> "run " + legacyRuns.incrementAndGet())
                            .newPipeline(key -> "run of the new side")
                            .comparator((legacy, replacement) -> Comparison.of(
                                    List.of(Discrepancy.of(DiscrepancyType.FILE_CONTENT, "run", "the run is another"))))
                            .repeatableLegacy()
                            .build(),
                    30);

            staysActive(test);
            assertThat(test.migration().canaryStatistics().noise()).isEqualTo(30);
        }
    }

    private static void staysActive(TestMigration test) {
        tick(test);
        tick(test);
        assertThat(test.migration().rollback().recommendation().recommended()).isFalse();
        assertThat(test.migration().currentStatus().state()).isEqualTo("active");
        assertThat(test.migration().statistics().canaryMismatchRate()).isZero();
        assertThat(test.migration().statistics().canaryCompared()).isEqualTo(30);
    }
}
