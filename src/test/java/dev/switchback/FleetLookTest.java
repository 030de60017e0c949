package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Share;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.Route;
import dev.switchback.state.StateJson;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class FleetLookTest {

    private final TestMigration test = new TestMigration().at(100);
    private final MigrationControl control = MigrationControl.of(test.store, "test", test.clock);

    @AfterEach
    void close() {
        control.close();
        test.close();
    }

    @Test
    void findsNothingAmongProcessesThatDoTheSame() {
        test.clock.advance(Duration.ofSeconds(4));
        test.store.tick();
        another("web-2", report -> {});

        assertThat(control.healthCheck().overall()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(control.currentStatus().sentence()).doesNotContain("disagree");
        assertThat(control.currentStatus().nodes()).hasSize(2);
    }

    @Test
    void namesThoseThatRouteAnotherShareOnceAChangeHadTimeToArrive() {
        String own = own();
        another("web-2", report -> ((ObjectNode) report.path("details")).put("percentage", 12.5));
        assertThat(control.currentStatus().sentence()).as("at once").doesNotContain("disagree");

        test.clock.advance(Duration.ofSeconds(4));
        test.store.tick();

        assertThat(control.currentStatus().sentence())
                .endsWith("; processes disagree: 12.5 %% to new on test.web-2, 100 %% to new on %s, 100 %% by the state"
                        .formatted(own));
        assertThat(control.healthCheck().overall()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(control.healthCheck().components().get("nodes").issues())
                .containsExactly(
                        "nodes_disagree: 12.5 %% to new on test.web-2, 100 %% to new on %s, 100 %% by the state"
                                .formatted(own));
    }

    @Test
    void namesProcessesThatAllDoTheSameButNotWhatTheStateSays() {
        try (TestMigration masked =
                        new TestMigration(builder -> builder.environment(Map.of("MIGRATION_NEW_PIPELINE_PCT", "40")));
                MigrationControl its = MigrationControl.of(masked.store, "test", masked.clock)) {
            masked.at(5);
            masked.clock.advance(Duration.ofSeconds(4));
            masked.store.tick();

            String only = its.fleet().live().get(0).node();
            assertThat(its.healthCheck().components().get("nodes").issues())
                    .containsExactly("nodes_disagree: 40 %% to new on %s, 5 %% by the state".formatted(only));
        }
    }

    @Test
    void namesThoseThatHaveNotFollowedARollback() {
        test.store.tick(); // the process says that it is there
        another("web-2", report -> ((ObjectNode) report.path("details")).put("percentage", 0));
        test.migration().emergencyRollback("wrong totals", "ada");
        test.clock.advance(Duration.ofSeconds(4));
        test.store.tick();

        assertThat(control.currentStatus().sentence()).contains("is not followed by test.web-2");
    }

    @Test
    void namesThoseThatFellSilentAndMayStillRun() {
        another("web-2", report -> {});
        test.change(settings -> settings.withOverride(ManualOverride.to(Route.LEGACY, "ada", "wrong totals")));
        test.clock.advance(Duration.ofSeconds(7));
        test.store.tick();

        assertThat(control.currentStatus().nodes()).hasSize(1);
        assertThat(control.currentStatus().sentence())
                .endsWith("; processes disagree: test.web-2 has been silent for 7 s and may still run");

        test.clock.advance(Duration.ofSeconds(7));
        test.store.tick();
        assertThat(control.currentStatus().sentence()).as("dead by now").doesNotContain("disagree");
    }

    @Test
    void saysNothingOfAProcessThatCameAfterTheRollbackWasCleared() {
        test.migration().emergencyRollback("wrong totals", "ada");
        test.migration()
                .rollback()
                .clear(
                        "fixed",
                        "ada",
                        test.migration().rollback().currentStatus().generation());
        test.clock.advance(Duration.ofSeconds(4));
        test.store.tick();
        another("web-2", report -> ((ObjectNode) report.path("targets")).removeAll());

        assertThat(control.currentStatus().sentence()).doesNotContain("disagree");
        assertThat(test.migration().flags().current().percentage()).isEqualTo(Share.NONE);
    }

    private String own() {
        return control.fleet().live().get(0).node();
    }

    private interface Difference {
        void in(ObjectNode report);
    }

    /** A process on another machine that says what this one says, but for a difference. */
    private void another(String host, Difference difference) {
        await().until(() -> !test.store.observations().isEmpty()); // it says that on a thread of its own
        ObjectNode report = (ObjectNode) StateJson.MAPPER.valueToTree(
                Map.copyOf(test.store.observations()).values().iterator().next().report());
        report.put("node", "test." + host);
        report.put("host", host);
        report.put("instance", "another");
        report.put("heartbeat", test.clock.instant().toString());
        difference.in(report);
        test.store.observe("test." + host, report);
    }
}
