package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.NodeReport;
import dev.switchback.testing.ManualExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Several processes on one store. */
class FleetRollbackTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final RollbackFixture fixture = new RollbackFixture();

    @Test
    void aNodeDoesWhatAProcessWithoutPipelinesRecords() {
        Fleet fleet = fixture.join("alpha");
        fixture.node(fleet, fixture.strategy);

        RollbackReport report = fixture.remote().emergencyRollback("wrong totals", "ada");

        assertThat(report.isProven()).isTrue();
        assertThat(report.nodes()).containsExactly("active-models.alpha");
        assertThat(report.validation().passed()).isTrue();
        assertThat(fixture.strategy.calls).contains("force 1", "validate");
        assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
        NodeReport node = fleet.live().get(0);
        assertThat(node.followed("routing").drainedEpoch()).isEqualTo(1);
        assertThat(node.answer(1, "ROLLBACK_VALIDATED").orElseThrow().success()).isTrue();
    }

    @Test
    void aNodeThatCannotProveItMakesTheRollbackFail() {
        fixture.node(fixture.join("alpha"), fixture.strategy.failing("legacy_probe"));

        RollbackReport report = fixture.remote().emergencyRollback("wrong totals", "ada");

        assertThat(report.success()).isFalse();
        assertThat(report.errors()).containsExactly("active-models.alpha: legacy_probe: no answer");
        assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLBACK_FAILED);
    }

    @Test
    void aNodeThatDoesNotDrainIsNamedWithWhatIsLeft() {
        fixture.node(fixture.join("alpha"), fixture.strategy.running(3));

        RollbackReport report = fixture.remote().emergencyRollback("wrong totals", "ada");

        assertThat(report.unacknowledged()).containsExactly("active-models.alpha (forced, 3 in flight)");
        assertThat(report.left()).isEqualTo(Map.of("active-models.alpha", 3L));
        assertThat(report.isProven()).isFalse();
    }

    @Test
    void aNodeAcknowledgesAsSoonAsTheLastCallHasEnded() {
        Fleet fleet = fixture.join("alpha");
        fixture.node(fleet, fixture.strategy.running(3));
        fixture.remote().emergencyRollback("wrong totals", "ada");

        fixture.strategy.end();

        assertThat(fleet.live().get(0).followed("routing").drainedEpoch()).isEqualTo(1);
    }

    @Test
    void aRollbackWithoutAnyNodeIsRecordedAllTheSame() {
        RollbackReport report = fixture.remote().emergencyRollback("wrong totals", "ada");

        assertThat(report.warnings()).containsExactly("no live node: the rollback is in force at the next start");
        assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);

        fixture.node(fixture.join("alpha"), fixture.strategy);
        assertThat(fixture.strategy.calls).contains("force 1");
    }

    /** Its record came second: nobody answers with a proof for what another process has led to its end. */
    @Test
    void aRemoteRollbackDoesNotWaitForTheProofOfAnotherOne() {
        fixture.node(fixture.join("alpha"), fixture.strategy);
        fixture.store.meanwhile(() -> fixture.given(RollbackState.ROLLED_BACK, "active-models.alpha", HOUR));
        ExecutorService threads = Executors.newCachedThreadPool(); // the common pool may have one thread alone
        StoredRollbackManager remote = fixture.setup(
                        StoredRollbackManager.remote(fixture.store, RollbackFixture.MIGRATION, "routing"))
                .executor(threads)
                .acknowledgeWithin(HOUR)
                .open();
        try {
            assertThat(CompletableFuture.supplyAsync(() -> remote.emergencyRollback("wrong totals", "ada"), threads))
                    .succeedsWithin(Duration.ofSeconds(30))
                    .satisfies(report -> assertThat(report.isProven()).isTrue());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRecordThatTheStoreDoesNotTakeMakesARemoteRollbackFail() {
        StoredRollbackManager remote = fixture.remote();
        fixture.store.disk(FaultyStore.Disk.THROWS);

        RollbackReport report = remote.emergencyRollback("wrong totals", "ada");

        assertThat(report.success()).isFalse();
        assertThat(report.errors())
                .containsExactly("the record was refused: IllegalStateException: no space left on device");
    }

    @Test
    void aNodeThatFellSilentIsNamedAndNotWaitedFor() {
        Fleet silent = fixture.join("beta");
        fixture.node(silent, new RecordingStrategy());
        var last = fixture.memory.observations().get(silent.node()).report();
        silent.close();
        fixture.memory.observe("active-models.beta", last);
        fixture.clock.advance(Duration.ofSeconds(40));
        fixture.node(fixture.join("alpha"), fixture.strategy);

        RollbackReport report = fixture.remote().emergencyRollback("wrong totals", "ada");

        assertThat(report.nodes()).containsExactly("active-models.alpha");
        assertThat(report.unacknowledged()).containsExactly("active-models.beta (silent for 40 s: dead, or cut off)");
        assertThat(fixture.state().last().orElseThrow().unacknowledged())
                .as("and the status does not call it proven")
                .isEqualTo(report.unacknowledged());
    }

    @Test
    void aNodeThatWasClosedWhileCallsRanIsNamedForAMinuteAndNotWaitedFor() {
        Fleet fleet = fixture.join("alpha");
        StoredRollbackManager node = fixture.node(fleet, fixture.strategy.running(3));
        node.close();
        fleet.close();
        fixture.clock.advance(Duration.ofSeconds(60));

        RollbackReport report = fixture.remote().emergencyRollback("wrong totals", "ada");

        assertThat(report.nodes()).isEmpty();
        assertThat(report.unacknowledged()).containsExactly("active-models.alpha (closed 60 s ago, with 3 in flight)");
        assertThat(report.left()).isEqualTo(Map.of("active-models.alpha", 3L));
        assertThat(report.isProven()).isFalse();
    }

    @Test
    void aNodeThatWasClosedWhileCallsRanIsForgottenAfterAMinute() {
        Fleet fleet = fixture.join("alpha");
        StoredRollbackManager node = fixture.node(fleet, fixture.strategy.running(3));
        node.close();
        fleet.close();
        fixture.clock.advance(Duration.ofSeconds(60).plusMillis(1));

        assertThat(fixture.remote().emergencyRollback("wrong totals", "ada").unacknowledged())
                .isEmpty();
    }

    @Test
    void aCoordinatorWaitsForTheOthers() {
        RecordingStrategy other = new RecordingStrategy().running(1);
        fixture.node(fixture.join("beta"), other);
        StoredRollbackManager manager = fixture.node(fixture.join("alpha"), fixture.strategy);

        RollbackReport report = manager.emergencyRollback("wrong totals", "ada");

        assertThat(other.calls).contains("force 1");
        assertThat(report.unacknowledged()).containsExactly("active-models.beta (forced, 1 in flight)");
    }

    @Test
    void aFollowerForcesOnTheThreadThatSeesTheRecordAndDoesTheRestElsewhere() {
        ManualExecutor executor = new ManualExecutor();
        Fleet fleet = fixture.join("alpha");
        fixture.setup(StoredRollbackManager.builder(fixture.store, RollbackFixture.MIGRATION, fixture.strategy))
                .fleet(fleet)
                .executor(executor)
                .open();

        fixture.given(RollbackState.ROLLING_BACK, "elsewhere", HOUR);

        assertThat(fixture.strategy.calls).containsExactly("force 1");
        assertThat(fleet.live().get(0).followed("routing").forcedEpoch()).isZero();

        executor.runAll();

        assertThat(fleet.live().get(0).followed("routing").drainedEpoch()).isEqualTo(1);
    }

    @Test
    void everyProcessReleasesWhatAPersonCleared() {
        fixture.node(fixture.join("alpha"), fixture.strategy);
        StoredRollbackManager remote = fixture.remote();
        remote.emergencyRollback("wrong totals", "ada");

        remote.clear("fixed", "ada", fixture.document().generation());

        assertThat(fixture.strategy.calls)
                .endsWith("release " + fixture.document().generation());
    }

    @Nested
    class WhenTheCoordinatorDied {

        @Test
        void whatItLeftIsInForceBeforeTheFirstRequest() {
            fixture.given(RollbackState.ROLLED_BACK, "elsewhere", HOUR);

            fixture.manager();

            assertThat(fixture.strategy.calls).startsWith("force 1");
        }

        @Test
        void aNodeFinishesForTheSameEpochOnceTheLeaseIsOver() {
            Fleet fleet = fixture.join("alpha");
            fixture.node(fleet, fixture.strategy);
            fixture.given(RollbackState.ROLLING_BACK, "cli", Duration.ofSeconds(30));

            fixture.clock.advance(Duration.ofSeconds(29));
            fixture.memory.tick();
            assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLING_BACK);

            fixture.clock.advance(Duration.ofSeconds(1));
            fixture.memory.tick();

            assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
            assertThat(fixture.state().epoch()).isEqualTo(1);
            assertThat(fixture.types()).containsExactly("ROLLBACK_STARTED", "ROLLBACK_TAKEN_OVER", "ROLLBACK_EXECUTED");
            assertThat(fixture.strategy.calls).contains("open_breaker", "validate");
        }

        @Test
        void aRestartedProcessFinishesAtOnceWhatItBeganUnderTheSameName() {
            fixture.given(RollbackState.ROLLING_BACK, "application", HOUR);

            fixture.manager();
            fixture.memory.tick();

            assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
        }

        @Test
        void aNodeFinishesAsSoonAsTheCoordinatorIsKnownToBeDead() {
            Fleet dead = fixture.join("beta");
            var report = fixture.memory.observations().get(dead.node()).report();
            dead.close();
            fixture.memory.observe("active-models.beta", report);
            fixture.node(fixture.join("alpha"), fixture.strategy);
            fixture.given(RollbackState.ROLLING_BACK, "active-models.beta", HOUR);

            fixture.clock.advance(Duration.ofSeconds(10));
            fixture.memory.tick();
            assertThat(fixture.state().state()).as("silent, not dead yet").isEqualTo(RollbackState.ROLLING_BACK);

            fixture.clock.advance(Duration.ofSeconds(1));
            fixture.memory.tick();
            assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
        }

        @Test
        void aRecoveryIsFinishedAsARecovery() {
            fixture.strategy.failing("legacy_probe");
            fixture.given(RollbackState.RECOVERING, "application", HOUR);

            fixture.manager();
            fixture.memory.tick();

            assertThat(fixture.state().state()).isEqualTo(RollbackState.RECOVERY_FAILED);
        }

        @Test
        void twoNodesDoNotBothFinishIt() {
            fixture.node(fixture.join("alpha"), fixture.strategy);
            fixture.node(fixture.join("beta"), new RecordingStrategy());
            fixture.given(RollbackState.ROLLING_BACK, "cli", Duration.ofSeconds(1));
            fixture.clock.advance(Duration.ofSeconds(1));

            fixture.memory.tick();

            assertThat(fixture.types()).containsOnlyOnce("ROLLBACK_TAKEN_OVER", "ROLLBACK_EXECUTED");
        }

        @Test
        void askingForItAgainFinishesIt() {
            StoredRollbackManager remote = fixture.remote();
            fixture.given(RollbackState.ROLLING_BACK, "process.1", Duration.ofSeconds(1));
            fixture.clock.advance(Duration.ofSeconds(1));

            RollbackReport report = remote.emergencyRollback("again", "ada");

            assertThat(report.state()).isEqualTo(RollbackState.ROLLED_BACK);
            assertThat(report.request().reason()).isEqualTo("wrong totals");
        }
    }
}
