package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.fleet.Fleet;
import dev.switchback.health.HealthStatus;
import dev.switchback.rollback.FaultyStore.Disk;
import dev.switchback.rollback.signal.Vitals;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateChange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rollbacks that nobody asks for, while somebody changes something at the same moment. */
class CollisionTest {

    private static final Vitals FAILING = new Vitals(
            Duration.ofMinutes(5), 100, 20, 100, 0, Duration.ZERO, Duration.ZERO, 0, 0, true, HealthStatus.HEALTHY);

    private final RollbackFixture fixture = new RollbackFixture();
    private final StoredRollbackManager manager = fixture.manager();

    @AfterEach
    void releasesNothing() {
        assertThat(fixture.strategy.calls).noneMatch(call -> call.startsWith("release"));
    }

    @Nested
    class Automatic {

        Automatic() {
            fixture.automatic = true;
            fixture.vitals = FAILING;
        }

        @Test
        void isRecordedThoughSomethingElseWasChangedMeanwhile() {
            fixture.store.meanwhile(CollisionTest.this::changePercentage);

            fixture.memory.tick();

            assertThat(fixture.types()).containsExactly("PERCENTAGE_CHANGED", "ROLLBACK_STARTED", "ROLLBACK_EXECUTED");
            assertThat(fixture.state().epoch()).isEqualTo(2);
        }

        @Test
        void isRecordedThoughTheDiskTakesItOnlyAfterSomethingElse() {
            fixture.store.disk(Disk.HANGS);
            fixture.memory.tick();
            changePercentage();
            fixture.memory.tick();
            assertThat(manager.currentStatus().rolledBack()).isTrue();

            fixture.store.comeBack();
            fixture.memory.tick();

            assertThat(fixture.state().state().isForcing()).isTrue();
        }

        @Test
        void isLeftToWhoeverRecordedOneFirst() {
            fixture.store.meanwhile(() -> fixture.given(RollbackState.ROLLING_BACK, "elsewhere", Duration.ofHours(1)));

            fixture.memory.tick();

            assertThat(fixture.types()).containsExactly("ROLLBACK_STARTED");
            assertThat(fixture.state().coordinator()).contains("elsewhere");
            assertThat(manager.currentStatus().rolledBack()).isTrue();
        }

        @Test
        void staysInForceAndIsRecordedLaterWhenTheStoreRefusesIt() {
            fixture.store.disk(Disk.THROWS);
            fixture.memory.tick();
            assertThat(manager.currentStatus().rolledBack()).isTrue();
            assertThat(manager.automaticRollback()).as("it is in force").isEmpty();

            fixture.vitals = Vitals.NONE;
            fixture.store.comeBack();
            fixture.memory.tick();

            assertThat(fixture.state().last().orElseThrow().operator()).isEqualTo("switchback");
            assertThat(fixture.types()).containsExactly("ROLLBACK_STARTED", "ROLLBACK_EXECUTED");
        }

        @Test
        void doesNotTakeAnEmergencyAlongWhenItFails() {
            fixture.store.disk(Disk.THROWS);
            AtomicBoolean asked = new AtomicBoolean();
            fixture.strategy.whenForced(() -> {
                if (asked.compareAndSet(false, true)) {
                    assertThatThrownBy(() -> manager.emergencyRollback("wrong totals", "ada"))
                            .isInstanceOf(RollbackRefusedException.class);
                }
            });

            fixture.memory.tick();
            assertThat(manager.currentStatus().rolledBack()).isTrue();
            fixture.store.comeBack();
            fixture.memory.tick();

            assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
        }
    }

    @Nested
    class Planned {

        Planned() {
            manager.plannedRollback(
                    "database upgrade", "ada", fixture.clock.instant().plusSeconds(60));
            fixture.clock.advance(Duration.ofSeconds(60));
        }

        @Test
        void isRecordedThoughSomethingElseWasChangedMeanwhile() {
            fixture.store.meanwhile(CollisionTest.this::changePercentage);

            fixture.memory.tick();

            assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
        }

        @Test
        void doesNotRunWhenAPersonCancelledItInTheSameInstant() {
            fixture.store.meanwhile(() -> fixture.given(RollbackState.ACTIVE, "ada", Duration.ZERO));

            fixture.memory.tick();

            assertThat(fixture.strategy.calls).isEmpty();
            assertThat(fixture.state().state()).isEqualTo(RollbackState.ACTIVE);
        }

        @Test
        void isInForceThoughTheStoreRefusesIt() {
            fixture.store.disk(Disk.THROWS);

            fixture.memory.tick();

            assertThat(manager.currentStatus().rolledBack()).isTrue();
        }
    }

    @Nested
    class Emergency {

        private final Fleet fleet = fixture.join("alpha");
        private final StoredRollbackManager node = fixture.node(fleet, fixture.strategy);

        /** The generation was expected to be the next one, and what waited for the disk before it got that one. */
        @Test
        void isProvenByTheGenerationThatItIsRecordedWith() {
            AtomicBoolean handedOver = new AtomicBoolean();
            fixture.store.disk(Disk.HANGS);
            fixture.strategy.whenForced(() -> {
                if (fixture.store.isAwaited() && handedOver.compareAndSet(false, true)) {
                    changePercentage();
                    fixture.store.comeBack();
                }
            });

            RollbackReport report = node.emergencyRollback("wrong totals", "ada");

            assertThat(fixture.state().epoch()).isEqualTo(2);
            assertThat(report.epoch()).isEqualTo(2);
            assertThat(fleet.live().get(0).followed("routing").drainedEpoch()).isEqualTo(2);
        }
    }

    private void changePercentage() {
        fixture.memory.commit(
                StateChange.of(RollbackFixture.MIGRATION, "PERCENTAGE_CHANGED", Attribution.api("eve", "ramp"))
                        .change(document -> document.with("percentage", Map.of("target", 10)))
                        .build());
    }
}
