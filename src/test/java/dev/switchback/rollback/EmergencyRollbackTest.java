package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.FaultyStore.Disk;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmergencyRollbackTest {

    private final RollbackFixture fixture = new RollbackFixture();

    @Test
    void forcesRecordsDrainsProvesAndSaysSo() {
        RollbackReport report = fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(report.isProven()).isTrue();
        assertThat(report.state()).isEqualTo(RollbackState.ROLLED_BACK);
        assertThat(report.epoch()).isEqualTo(1);
        assertThat(report.stepsCompleted())
                .containsExactly("open_breaker", "record", "drain", "acknowledge", "validate");
        assertThat(fixture.strategy.calls).startsWith("force 1").contains("open_breaker", "validate");
        assertThat(fixture.types()).containsExactly("ROLLBACK_STARTED", "ROLLBACK_EXECUTED");
        assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
        assertThat(fixture.eventNames()).containsExactly("switchback.rollback.start", "switchback.rollback.finish");
    }

    @Test
    void forcesInMemoryBeforeAnythingIsRecorded() {
        fixture.strategy.whenForced(() -> {
            if (fixture.strategy.calls.size() == 1) {
                assertThat(fixture.types()).isEmpty();
            }
        });

        fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(fixture.strategy.calls.get(0)).isEqualTo("force 1");
    }

    @Test
    void leavesARecordWithStepsTimeAndTrigger() {
        StoredRollbackManager manager = fixture.manager();
        manager.emergencyRollback("wrong totals", "ada");

        HistoryEntry newest = manager.history(HistoryQuery.newest(1)).get(0);

        assertThat(newest.type()).isEqualTo("ROLLBACK_EXECUTED");
        assertThat(newest.strategy()).isEqualTo("routing");
        assertThat(newest.trigger()).isEqualTo("emergency_manual");
        assertThat(newest.reason()).isEqualTo("wrong totals");
        assertThat(newest.operator()).isEqualTo("ada");
        assertThat(newest.stepsCompleted()).contains("drain", "validate");
        assertThat(newest.rollbackTimeMs()).isZero();
    }

    @Test
    void takesTheUserOfTheOperatingSystemForABlankOperator() {
        RollbackReport report = fixture.manager().emergencyRollback("wrong totals");

        assertThat(report.request().operator()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void refusesAReasonThatBreaksTheLineAndForcesNothing() {
        StoredRollbackManager manager = fixture.manager();

        assertThatThrownBy(() -> manager.emergencyRollback("wrong\ntotals", "ada"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "reason must be 1 to 1000 characters without control characters, but was wrong\\u000atotals");
        assertThat(fixture.strategy.calls).isEmpty();
    }

    @Test
    void isRefusedWhereItIsRolledBackAlreadyAndForcesAllTheSame() {
        StoredRollbackManager manager = fixture.manager();
        manager.emergencyRollback("wrong totals", "ada");
        fixture.strategy.calls.clear();

        assertThatThrownBy(() -> manager.emergencyRollback("again", "ada"))
                .isInstanceOf(RollbackRefusedException.class)
                .hasMessageContaining("rolled_back does not lead to rolling_back");
        assertThat(fixture.strategy.calls).contains("force 1").noneMatch(call -> call.startsWith("release"));
        assertThat(manager.currentStatus().rollbacksToday()).isEqualTo(1);
    }

    @Test
    void failsWhenTheProofFailsAndStaysForced() {
        fixture.strategy.failing("legacy_probe");
        StoredRollbackManager manager = fixture.manager();

        RollbackReport report = manager.emergencyRollback("wrong totals", "ada");

        assertThat(report.success()).isFalse();
        assertThat(report.errors()).containsExactly("legacy_probe: no answer");
        assertThat(manager.currentStatus().state()).isEqualTo(RollbackState.ROLLBACK_FAILED);
        assertThat(manager.health().status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(fixture.eventNames()).containsExactly("switchback.rollback.start", "switchback.rollback.failed");
        assertThat(fixture.events.get(1).payload())
                .containsEntry("error", "legacy_probe: no answer")
                .containsEntry("strategy", "routing")
                .containsKey("duration");
    }

    @Test
    void leavesOutTheStepsAfterOneThatFailsButConcludes() {
        fixture.strategy
                .with(Step.of("down_003", "Runs a down script", context -> {
                    throw new IllegalStateException("table is locked");
                }))
                .with(Step.of("down_002", "Runs a down script", context -> "done"));

        RollbackReport report = fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(report.steps())
                .extracting(RollbackReport.CompletedStep::name)
                .containsExactly("open_breaker", "record", "drain", "down_003", "acknowledge", "validate");
        assertThat(report.errors()).containsExactly("down_003: IllegalStateException: table is locked");
        assertThat(report.state()).isEqualTo(RollbackState.ROLLBACK_FAILED);
    }

    @Test
    void comesToAnEndWhateverAStepThrows() {
        fixture.strategy.with(Step.of("sync", "Runs what users wrote", context -> {
            throw new StackOverflowError();
        }));

        RollbackReport report = fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(report.errors()).containsExactly("sync: StackOverflowError: no message");
        assertThat(fixture.eventNames()).containsExactly("switchback.rollback.start", "switchback.rollback.failed");
    }

    @Test
    void overwritesNothingThatItCannotUnderstand() {
        fixture.memory.commit(StateChange.of(
                        RollbackFixture.MIGRATION, "STATE_IMPORTED", Attribution.api("ada", "for a test"))
                .change(document -> document.with("rollback", Map.of("routing", Map.of("state", "melted"))))
                .build());
        var before = fixture.document();

        RollbackReport report = fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(fixture.strategy.calls).startsWith("force 1");
        assertThat(report.durable()).isFalse();
        assertThat(fixture.document()).isEqualTo(before);
    }

    @Test
    void reportsTheCallsThatDidNotEndInTime() {
        fixture.strategy.running(2);

        RollbackReport report = fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(report.left()).isEqualTo(Map.of("application", 2L));
        assertThat(report.state()).isEqualTo(RollbackState.ROLLED_BACK);
        assertThat(report.isProven()).isFalse();
        assertThat(report.stepsCompleted()).doesNotContain("drain");
        assertThat(report.warnings()).containsExactly("2 calls still run after 20 ms");
    }

    @Nested
    class WhenTheDiskDoesNotWork {

        private final StoredRollbackManager manager = fixture.manager();

        @Test
        void forcesAndSaysThatTheRecordIsNotDurableWhileItHangs() {
            fixture.store.disk(Disk.HANGS);

            RollbackReport report = manager.emergencyRollback("wrong totals", "ada");

            assertThat(fixture.strategy.calls).contains("force 1", "validate");
            assertThat(report.durable()).isFalse();
            assertThat(report.success()).isTrue();
            assertThat(report.warnings())
                    .contains("the record is not durable after 20 ms; it is written when the store takes it");
            assertThat(manager.currentStatus().rolledBack()).isTrue();
        }

        @Test
        void releasesNothingWhileTheRecordIsOnItsWay() {
            fixture.store.disk(Disk.HANGS);
            manager.emergencyRollback("wrong totals", "ada");

            fixture.memory.tick();
            fixture.store.comeBack();
            fixture.memory.tick();

            assertThat(fixture.strategy.calls).noneMatch(call -> call.startsWith("release"));
            assertThat(fixture.state().state().isForcing()).isTrue();
        }

        @Test
        void forcesAndNamesTheTroubleWhenItFails() {
            fixture.store.disk(Disk.THROWS);

            RollbackReport report = manager.emergencyRollback("wrong totals", "ada");

            assertThat(report.durable()).isFalse();
            assertThat(report.epoch()).isZero();
            assertThat(report.warnings())
                    .contains("the record was refused: IllegalStateException: no space left on device");
            assertThat(manager.currentStatus().rolledBack()).isTrue();
            assertThat(manager.health().issues())
                    .containsExactly("it is rolled back in this process's memory alone: the record was refused");
        }

        @Test
        void recordsTheRollbackOnceItIsBack() {
            fixture.store.disk(Disk.THROWS);
            manager.emergencyRollback("wrong totals", "ada");

            fixture.store.comeBack();
            fixture.memory.tick();

            assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
            assertThat(manager.health().status()).isEqualTo(HealthStatus.HEALTHY);
            assertThat(fixture.strategy.calls).noneMatch(call -> call.startsWith("release"));
        }

        @Test
        void forcesWhileTheStateCannotBeRead() {
            fixture.memory.breakDown(Optional.of("checksum differs"));

            RollbackReport report = manager.emergencyRollback("wrong totals", "ada");

            assertThat(fixture.strategy.calls).startsWith("force 1");
            assertThat(report.durable()).isFalse();
            assertThat(manager.currentStatus().unreadable()).contains("checksum differs");
            assertThat(manager.currentStatus().rolledBack()).isTrue();
            assertThat(manager.health().status()).isEqualTo(HealthStatus.CRITICAL);
        }
    }

    @Test
    void countsTheRollbacksOfTheDayInUtc() {
        StoredRollbackManager manager = fixture.manager();
        for (int time = 0; time < 6; time++) {
            manager.emergencyRollback("wrong totals", "ada");
            manager.clear("fixed", "ada", fixture.document().generation());
        }

        assertThat(manager.currentStatus().rollbacksToday()).isEqualTo(6);
        assertThat(manager.health().status()).isEqualTo(HealthStatus.DEGRADED);

        fixture.clock.advance(Duration.ofDays(1));

        assertThat(manager.currentStatus().rollbacksToday()).isZero();
        assertThat(manager.health().status()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void isLedOnceHoweverManyAskForItAtTheSameTime() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        StoredRollbackManager manager = fixture.manager();
        CountDownLatch ready = new CountDownLatch(8);
        Callable<Boolean> call = () -> {
            ready.countDown();
            ready.await();
            try {
                return manager.emergencyRollback("wrong totals", "ada").success();
            } catch (RollbackRefusedException beaten) {
                return false;
            }
        };

        List<Future<Boolean>> answers = callers.invokeAll(Collections.nCopies(8, call));
        callers.shutdown();

        int led = 0;
        for (Future<Boolean> answer : answers) {
            led += answer.get() ? 1 : 0;
        }
        assertThat(led).isEqualTo(1);
        assertThat(fixture.types()).containsExactly("ROLLBACK_STARTED", "ROLLBACK_EXECUTED");
        assertThat(fixture.strategy.calls).noneMatch(done -> done.startsWith("release"));
    }

    @Test
    void endsInTimeWhenTheProofHangs() {
        CountDownLatch never = new CountDownLatch(1);
        RollbackStrategy hanging = new RollbackStrategy() {
            @Override
            public String target() {
                return ROUTING;
            }

            @Override
            public void force(long epoch) {}

            @Override
            public List<Step> plan(RollbackRequest request) {
                return List.of();
            }

            @Override
            public Validation validate(StepContext context) throws InterruptedException {
                never.await();
                return Validation.of();
            }
        };
        try (StoredRollbackManager manager = StoredRollbackManager.builder(
                        fixture.store, RollbackFixture.MIGRATION, hanging)
                .validateWithin(Duration.ofMillis(10))
                .open()) {
            RollbackReport report = manager.emergencyRollback("wrong totals", "ada");

            assertThat(report.state()).isEqualTo(RollbackState.ROLLBACK_FAILED);
            assertThat(report.errors()).containsExactly("validate: TimeoutException: no answer within 10 ms");
        }
    }
}
