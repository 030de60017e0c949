package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.health.HealthStatus;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.rollback.signal.Vitals;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rollbacks that nobody asks for at the moment when they begin. */
class UnaskedRollbackTest {

    private static final Vitals FAILING = new Vitals(
            Duration.ofMinutes(5), 100, 20, 100, 40, Duration.ZERO, Duration.ZERO, 0, 0, false, HealthStatus.HEALTHY);

    private final RollbackFixture fixture = new RollbackFixture();

    @Nested
    class Planned {

        private final Instant due = fixture.clock.instant().plus(Duration.ofHours(1));

        @Test
        void waitsUntilItIsDueAndIsHealthyTillThen() {
            StoredRollbackManager manager = fixture.manager();

            RollbackReport report = manager.plannedRollback("database upgrade", "ada", due);
            fixture.clock.advance(Duration.ofMinutes(59));
            fixture.memory.tick();

            assertThat(report.state()).isEqualTo(RollbackState.ROLLBACK_PENDING);
            assertThat(manager.currentStatus().scheduledAt()).contains(due);
            assertThat(manager.currentStatus().rolledBack()).isFalse();
            assertThat(manager.currentStatus().rollbacksToday()).isZero();
            assertThat(manager.health().status()).isEqualTo(HealthStatus.HEALTHY);
        }

        @Test
        void runsWhenItIsDueAlsoAfterARestart() {
            try (StoredRollbackManager before = fixture.manager()) {
                before.plannedRollback("database upgrade", "ada", due);
            }
            StoredRollbackManager manager = fixture.manager();
            fixture.clock.advance(Duration.ofHours(1));

            fixture.memory.tick();

            HistoryEntry newest = manager.history(HistoryQuery.newest(1)).get(0);
            assertThat(newest.type()).isEqualTo("ROLLBACK_EXECUTED");
            assertThat(newest.trigger()).isEqualTo("planned_maintenance");
            assertThat(newest.reason()).isEqualTo("database upgrade");
            assertThat(newest.operator()).isEqualTo("ada");
            assertThat(newest.data()).containsEntry("source", "scheduled");
            assertThat(manager.currentStatus().scheduledAt()).isEmpty();
        }

        @Test
        void keepsItsLeaseHoweverLongAStepTakes() {
            fixture.strategy.with(Step.of("wait", "Takes a while", context -> {
                fixture.clock.advance(Duration.ofSeconds(10));
                fixture.memory.tick();
                assertThat(fixture.state().leaseUntil())
                        .hasValueSatisfying(until -> assertThat(until)
                                .isAfter(fixture.clock.instant().plus(Duration.ofSeconds(10))));
                return "done";
            }));
            fixture.manager().plannedRollback("database upgrade", "ada", due);
            fixture.clock.advance(Duration.ofHours(1));

            fixture.memory.tick();

            assertThat(fixture.memory.history(HistoryQuery.newest(1)).get(0).errors())
                    .isEmpty();
            assertThat(fixture.types()).endsWith("ROLLBACK_EXECUTED");
        }

        @Test
        void runsOnceWhereTwoProcessesFindItDue() {
            fixture.manager().plannedRollback("database upgrade", "ada", due);
            fixture.manager();
            fixture.clock.advance(Duration.ofHours(1));

            fixture.memory.tick();

            assertThat(fixture.types()).containsExactly("ROLLBACK_SCHEDULED", "ROLLBACK_STARTED", "ROLLBACK_EXECUTED");
        }

        @Test
        void doesNotRunOnceItIsCancelled() {
            StoredRollbackManager manager = fixture.manager();
            manager.plannedRollback("database upgrade", "ada", due);

            manager.cancelPlanned("upgrade moved", "ada");
            fixture.clock.advance(Duration.ofHours(2));
            fixture.memory.tick();

            assertThat(manager.currentStatus().state()).isEqualTo(RollbackState.ACTIVE);
            assertThat(fixture.types()).containsExactly("ROLLBACK_SCHEDULED", "ROLLBACK_CANCELLED");
            assertThat(fixture.strategy.calls).isEmpty();
        }

        @Test
        void isReportedAsNotPlannedWhenItCannotBeRecorded() {
            StoredRollbackManager manager = fixture.manager();
            fixture.store.disk(FaultyStore.Disk.THROWS);

            RollbackReport report = manager.plannedRollback("database upgrade", "ada", due);

            assertThat(report.success()).isFalse();
            assertThat(report.state()).isEqualTo(RollbackState.ACTIVE);
            assertThat(report.errors())
                    .containsExactly("the record was refused: IllegalStateException: no space left on device");
        }
    }

    @Nested
    class Automatic {

        private final StoredRollbackManager manager = fixture.manager();

        @Test
        void happensOnATickWhenTheFiguresDemandIt() {
            fixture.automatic = true;
            fixture.vitals = FAILING;

            fixture.memory.tick();

            HistoryEntry newest = manager.history(HistoryQuery.newest(1)).get(0);
            assertThat(newest.type()).isEqualTo("ROLLBACK_EXECUTED");
            assertThat(newest.trigger()).isEqualTo("error_threshold_exceeded");
            assertThat(newest.reason()).isEqualTo("20 of 100 new calls failed (20.0 %, limit 15.0 %)");
            assertThat(newest.operator()).isEqualTo("switchback");
            assertThat(newest.data()).containsEntry("source", "automatic");
        }

        @Test
        void saysThatBothPipelinesFail() {
            fixture.automatic = true;
            fixture.vitals = FAILING;

            RollbackReport report = manager.automaticRollback().orElseThrow();

            assertThat(report.bothPipelinesFailing()).isTrue();
            assertThat(report.warnings())
                    .contains("both pipelines failing: 40 of 100 legacy calls failed (40.0 %, limit 15.0 %)");
        }

        @Test
        void doesNotHappenUnlessItIsSwitchedOn() {
            fixture.vitals = FAILING;

            fixture.memory.tick();

            assertThat(manager.automaticRollback()).isEmpty();
            assertThat(manager.recommendation().recommended()).isTrue();
            assertThat(fixture.types()).isEmpty();
        }

        @Test
        void happensOnceAndNotAgainWhileItIsRolledBack() {
            fixture.automatic = true;
            fixture.vitals = FAILING;

            fixture.memory.tick();
            fixture.memory.tick();

            assertThat(manager.automaticRollback()).isEmpty();
            assertThat(fixture.types()).containsExactly("ROLLBACK_STARTED", "ROLLBACK_EXECUTED");
        }

        @Test
        void comesBeforeAPlannedOne() {
            manager.plannedRollback("later", "ada", fixture.clock.instant().plus(Duration.ofDays(1)));
            fixture.automatic = true;
            fixture.vitals = FAILING;

            fixture.memory.tick();

            assertThat(manager.currentStatus().lastRollback().orElseThrow().trigger())
                    .isEqualTo(Trigger.ERROR_THRESHOLD_EXCEEDED);
            assertThat(manager.currentStatus().scheduledAt()).isEmpty();
        }
    }
}
