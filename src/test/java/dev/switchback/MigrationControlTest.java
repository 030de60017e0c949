package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Share;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.Route;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.router.node.NodeRequests;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationControlTest {

    private static final Duration SOON = Duration.ofSeconds(5);

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
            .probe("probe")
            .build();

    @AfterEach
    void close() {
        control.close();
        test.close();
    }

    @Test
    void changesWhatARunningProcessDoes() {
        control.flags().change(settings -> settings.withPercentage(Share.NONE), TestMigration.BY);

        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.PERCENTAGE_ZERO);
    }

    @Test
    void rollsARunningProcessBackAndWaitsForItsProof() {
        RollbackReport report = control.rollback().emergencyRollback("wrong totals", "ada");

        assertThat(report.isProven()).as(report.sentence()).isTrue();
        assertThat(report.nodes()).hasSize(1);
        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.ROLLED_BACK);
        assertThat(control.currentStatus().sentence()).contains("ada: wrong totals");
    }

    @Test
    void showsWhatTheRunningProcessSays() {
        adapter.generate("a");
        test.store.tick();

        MigrationStatus status = control.currentStatus();
        assertThat(status.nodes()).singleElement().satisfies(node -> {
            assertThat(node.percentage()).isEqualTo(100);
            assertThat(node.breaker()).isEqualTo("closed");
        });
        assertThat(status.statistics().executionsNew()).isEqualTo(1);
        assertThat(control.healthCheck().overall()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void showsTheBreakerThatIsWorst() {
        trip();
        test.store.tick();

        assertThat(control.currentStatus().breaker().state()).isEqualTo("open");
        assertThat(control.currentStatus().sentence()).contains("breaker open after 5 errors");
        assertThat(control.healthCheck().overall()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(control.healthCheck().components().get("nodes").issues())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("says that it is degraded (breaker: ", "the threshold is 5)");
    }

    @Test
    void showsWhatWasKeptOfABreakerWhoseProcessIsGone() {
        trip();
        test.migration().close();

        assertThat(control.currentStatus().nodes()).isEmpty();
        assertThat(control.currentStatus().breaker().state()).isEqualTo("open");
        assertThat(control.currentStatus().breaker().errors()).isEqualTo(5);
    }

    @Test
    void resetsABreakerOnlyIfTheNewPipelinePassesItsProbe() throws Exception {
        trip();
        Map<String, String> refused = ask(NodeRequests.RESET);
        broken = false;
        Map<String, String> reset = ask(NodeRequests.RESET);

        assertThat(refused.values()).singleElement().asString().startsWith("failed: breaker stays open");
        assertThat(reset.values()).containsExactly("ok: the breaker is closed");
        assertThat(adapter.generate("a")).isEqualTo("new");
    }

    @Test
    void tripsABreaker() throws Exception {
        assertThat(ask(NodeRequests.TRIP).values()).containsExactly("ok: the breaker is open");
        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.BREAKER_OPEN);
    }

    @Test
    void probesBothSides() throws Exception {
        assertThat(ask(NodeRequests.PROBE).values()).containsExactly("ok: the new pipeline answered its probe");
        broken = true;
        assertThat(ask(NodeRequests.PROBE).values()).singleElement().asString().startsWith("failed: new probe failed");
        assertThat(control.ask(NodeRequests.PROBE, Map.of("side", "legacy"), TestMigration.BY, SOON)
                        .values())
                .containsExactly("ok: the legacy pipeline answered its probe");
    }

    @Test
    void asksNobodyWhenNobodyRuns() throws Exception {
        test.migration().close();

        assertThat(ask(NodeRequests.PROBE)).isEmpty();
    }

    @Test
    void namesTheVariableThatMasksAChange() {
        test.restart(Map.of("MIGRATION_NEW_PIPELINE_PCT", "75"));
        test.store.tick();

        assertThat(control.currentStatus().percentage().effective()).isEqualTo(75);
        assertThat(control.currentStatus().percentage().source()).isEqualTo("MIGRATION_NEW_PIPELINE_PCT");
    }

    @Test
    void saysInOneSentenceWhoOverrodeWhatAndWhatEndsIt() {
        control.flags()
                .change(
                        settings -> settings.withOverride(ManualOverride.to(Route.LEGACY, "ada", "wrong totals")),
                        TestMigration.BY);

        assertThat(control.currentStatus().sentence())
                .isEqualTo("test: every key goes to legacy, overridden by ada: wrong totals; "
                        + "`switchback override none` ends it");
    }

    private Map<String, String> ask(String type) throws InterruptedException {
        return control.ask(type, Map.of("side", "new"), TestMigration.BY, SOON);
    }

    private void trip() {
        broken = true;
        for (int call = 0; call < 5; call++) {
            adapter.generate("key-" + call);
        }
    }
}
