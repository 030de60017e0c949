package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.fleet.Fleet;
import dev.switchback.health.HealthStatus;
import dev.switchback.rollback.FaultyStore.Disk;
import dev.switchback.rollback.RollbackStatus.Current;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.rollback.signal.Vitals;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RollbackStatusTest {

    private static final Vitals FAILING = new Vitals(
            Duration.ofMinutes(5), 100, 20, 100, 0, Duration.ZERO, Duration.ZERO, 0, 0, true, HealthStatus.HEALTHY);

    private final RollbackFixture fixture = new RollbackFixture();
    private final Instant began = fixture.clock.instant();

    @Test
    void namesWhatIsBeingCarriedOutInEveryProcess() {
        StoredRollbackManager manager = fixture.manager();
        manager.emergencyRollback("an older one", "eve");
        manager.clear("mended", "eve", fixture.document().generation());

        fixture.given(RollbackState.ROLLING_BACK, "elsewhere", Duration.ofHours(1));

        Current current = new Current(began, Trigger.EMERGENCY_MANUAL, "wrong totals", "ada");
        assertThat(manager.currentStatus().current()).contains(current);
        assertThat(fixture.remote().currentStatus().current()).contains(current);
        assertThat(manager.currentStatus().lastRollback().orElseThrow().reason())
                .isEqualTo("an older one");
    }

    @Test
    void namesWhatHasFailedUntilItIsMended() {
        StoredRollbackManager manager = fixture.manager();
        fixture.strategy.failing("legacy_probe");
        manager.emergencyRollback("wrong totals", "ada");
        assertThat(manager.currentStatus().current().orElseThrow().reason()).isEqualTo("wrong totals");

        fixture.strategy.proving();
        manager.attemptRecovery("legacy answers again", "eve");

        assertThat(manager.currentStatus().current()).isEmpty();
    }

    @Test
    void namesWhatIsInForceInMemoryAlone() {
        StoredRollbackManager manager = fixture.manager();
        fixture.store.disk(Disk.THROWS);

        manager.emergencyRollback("wrong totals", "ada");

        assertThat(manager.currentStatus().current())
                .contains(new Current(began, Trigger.EMERGENCY_MANUAL, "wrong totals", "ada"));
    }

    @Test
    void isNotRolledBackInAProcessThatHasNothingOfTheTargetAndCouldNotRecordIt() {
        StoredRollbackManager remote = fixture.remote();
        fixture.store.disk(Disk.THROWS);

        remote.emergencyRollback("wrong totals", "ada");

        assertThat(remote.currentStatus().rolledBack()).isFalse();
        assertThat(remote.currentStatus().current()).isEmpty();
    }

    @Test
    void hasTheFiguresThatAProcessWithoutPipelinesIsGiven() {
        fixture.vitals = FAILING;

        assertThat(fixture.remote().recommendation().recommended()).isTrue();
        assertThat(fixture.remote().currentStatus().recommendation().recommended())
                .isTrue();
    }

    @Test
    void leavesARollbackThatACommandLeadsToItThoughTheMigrationIsNamedProcess() {
        StoredRollbackManager command = StoredRollbackManager.remote(fixture.store, "process", "routing")
                .time(fixture.clock, fixture.clock.nanoTime())
                .executor(Runnable::run)
                .durableWithin(Duration.ofMillis(20))
                .drainWithin(Duration.ofMillis(20))
                .acknowledgeWithin(Duration.ofMillis(20))
                .open();
        fixture.store.disk(Disk.HANGS);
        command.emergencyRollback("wrong totals", "ada");
        fixture.store.comeBack();
        String coordinator = TargetState.of(fixture.memory.document("process"), "routing")
                .coordinator()
                .orElseThrow();

        assertThat(Fleet.observe(fixture.store, "process", fixture.clock).isGone(coordinator))
                .isFalse();
    }
}
