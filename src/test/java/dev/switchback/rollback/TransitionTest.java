package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each method makes of each state. */
class TransitionTest {

    private final RollbackFixture fixture = new RollbackFixture();
    private final StoredRollbackManager manager = fixture.manager();

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, emergency, ROLLED_BACK",
        "ACTIVE, plan, ROLLBACK_PENDING",
        "ROLLBACK_PENDING, emergency, ROLLED_BACK",
        "ROLLBACK_PENDING, cancel, ACTIVE",
        "ROLLED_BACK, clear, ACTIVE",
        "ROLLBACK_FAILED, recover, ROLLED_BACK",
        "RECOVERY_FAILED, recover, ROLLED_BACK",
        "RECOVERY_FAILED, force, ACTIVE"
    })
    void bringsItFromOneStateIntoAnother(RollbackState from, String method, RollbackState to) {
        fixture.given(from, "elsewhere", Duration.ofHours(1));

        call(method);

        assertThat(manager.currentStatus().state()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, cancel",
        "ACTIVE, recover",
        "ACTIVE, clear",
        "ACTIVE, force",
        "ROLLBACK_PENDING, plan",
        "ROLLBACK_PENDING, recover",
        "ROLLBACK_PENDING, clear",
        "ROLLING_BACK, emergency",
        "ROLLING_BACK, plan",
        "ROLLING_BACK, cancel",
        "ROLLING_BACK, recover",
        "ROLLING_BACK, clear",
        "ROLLING_BACK, force",
        "ROLLED_BACK, emergency",
        "ROLLED_BACK, plan",
        "ROLLED_BACK, cancel",
        "ROLLED_BACK, recover",
        "ROLLBACK_FAILED, emergency",
        "ROLLBACK_FAILED, plan",
        "ROLLBACK_FAILED, cancel",
        "ROLLBACK_FAILED, clear",
        "ROLLBACK_FAILED, force",
        "RECOVERING, emergency",
        "RECOVERING, plan",
        "RECOVERING, cancel",
        "RECOVERING, recover",
        "RECOVERING, clear",
        "RECOVERY_FAILED, emergency",
        "RECOVERY_FAILED, plan",
        "RECOVERY_FAILED, cancel",
        "RECOVERY_FAILED, clear"
    })
    void refusesEverythingElseAndChangesNothing(RollbackState from, String method) {
        fixture.given(from, "elsewhere", Duration.ofHours(1));
        var before = fixture.document();

        assertThatThrownBy(() -> call(method))
                .isInstanceOf(RollbackRefusedException.class)
                .hasMessageContaining("from=" + from.text());
        assertThat(fixture.document()).isEqualTo(before);
    }

    @Test
    void saysWhenARollbackIsTakenOverWhoseLeaderMayBeDead() {
        fixture.given(RollbackState.ROLLING_BACK, "elsewhere", Duration.ofSeconds(40));
        String until = fixture.clock
                .instant()
                .plusSeconds(40)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        assertThatThrownBy(() -> call("emergency"))
                .hasMessageEndingWith(
                        "If the process that leads it is dead, ask again after %s: then it is taken over", until);
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, false", "ROLLBACK_PENDING, false", "ROLLED_BACK, true", "ROLLBACK_FAILED, true"})
    void releasesNothingThatIsForcedByARefusedRecovery(RollbackState from, boolean forced) {
        fixture.given(from, "elsewhere", Duration.ofHours(1));

        assertThat(manager.currentStatus().rolledBack()).isEqualTo(forced);
    }

    @Test
    void clearsToZeroPercentAndReleasesWhatWasForced() {
        manager.emergencyRollback("wrong totals", "ada");
        long seen = manager.currentStatus().generation();

        manager.clear("fixed in 1.2.4", "ada", seen);

        assertThat(fixture.document()
                        .section("percentage")
                        .orElseThrow()
                        .get("target")
                        .asDouble())
                .isZero();
        assertThat(fixture.strategy.calls).endsWith("release " + (seen + 1));
        assertThat(manager.currentStatus().rolledBack()).isFalse();
        assertThat(manager.history(HistoryQuery.newest(1)).get(0).type()).isEqualTo("ROLLBACK_CLEARED");
    }

    @Test
    void clearsToThePercentageThatIsGiven() {
        manager.emergencyRollback("wrong totals", "ada");

        manager.clear(
                Clearance.of("fixed", "ada", fixture.document().generation()).leavingAt(12.5));

        assertThat(fixture.document()
                        .section("percentage")
                        .orElseThrow()
                        .get("target")
                        .asDouble())
                .isEqualTo(12.5);
    }

    @Test
    void clearsAnOverrideThatARollbackSetAndKeepsAPersonsOwn() {
        override("rollback");
        manager.emergencyRollback("wrong totals", "ada");
        manager.clear("fixed", "ada", fixture.document().generation());
        assertThat(fixture.document().section("override")).isEmpty();

        override("ada");
        manager.emergencyRollback("wrong totals", "ada");
        manager.clear("fixed", "ada", fixture.document().generation());
        assertThat(fixture.document().section("override")).isPresent();
    }

    @Test
    void clearsAnOverrideToNewFromBeforeTheRollbackWhichWouldSendEveryKeyThere() {
        fixture.memory.commit(
                StateChange.of(RollbackFixture.MIGRATION, "OVERRIDE_CHANGED", Attribution.api("kim", "all of it"))
                        .change(document ->
                                document.with("override", Map.of("mode", "new", "by", "kim", "reason", "all of it")))
                        .build());
        manager.emergencyRollback("wrong totals", "ada");
        manager.clear("fixed", "ada", fixture.document().generation());

        assertThat(fixture.document().section("override")).isEmpty();
    }

    @Test
    void refusesToClearWhatHasChangedSinceItWasLookedAt() {
        manager.emergencyRollback("wrong totals", "ada");
        long seen = manager.currentStatus().generation();
        override("ada");

        assertThatThrownBy(() -> manager.clear("fixed", "ada", seen)).isInstanceOf(StateConflictException.class);
        assertThat(manager.currentStatus().state()).isEqualTo(RollbackState.ROLLED_BACK);
    }

    @Test
    void clearsAFailedRecoveryOnlyByForce() {
        fixture.given(RollbackState.RECOVERY_FAILED, "elsewhere", Duration.ofHours(1));

        assertThatThrownBy(() -> call("clear"))
                .hasMessage("cannot change rollback state: recovery_failed leads to active only by force"
                        + " (target=routing, from=recovery_failed, to=active)."
                        + " What is taken back stays forced; run the recovery again, or clear it by force");
    }

    @Test
    void refusesAPercentageThatIsNone() {
        assertThatThrownBy(() -> Clearance.of("fixed", "ada", 1).leavingAt(100.5))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("percentage must be from 0 to 100 with at most 3 decimals, but was 100.5");
    }

    @Test
    void recoversAFailedRollbackAndFailsAgainWhileTheProofFails() {
        fixture.strategy.failing("legacy_probe");
        manager.emergencyRollback("wrong totals", "ada");

        assertThat(manager.attemptRecovery("try again", "ada").state()).isEqualTo(RollbackState.RECOVERY_FAILED);

        fixture.strategy.proving();
        RollbackReport report = manager.attemptRecovery("legacy is back", "ada");

        assertThat(report.state()).isEqualTo(RollbackState.ROLLED_BACK);
        assertThat(fixture.types()).endsWith("RECOVERY_STARTED", "RECOVERY_EXECUTED");
        assertThat(manager.currentStatus().rollbacksToday()).isEqualTo(1);
    }

    @Test
    void tellsTheLastRollbackWithWhatStartedIt() {
        manager.rollback(
                RollbackRequest.emergency("routing", "wrong totals", "ada").by(Trigger.PRODUCTION_INCIDENT));

        assertThat(manager.currentStatus().lastRollback().orElseThrow())
                .isEqualTo(new RollbackStatus.LastRollback(
                        fixture.clock.instant(),
                        Trigger.PRODUCTION_INCIDENT,
                        "wrong totals",
                        "ada",
                        true,
                        List.of(),
                        Duration.ZERO));
    }

    private void call(String method) {
        long seen = fixture.document().generation();
        Instant later = fixture.clock.instant().plus(Duration.ofHours(1));
        switch (method) {
            case "emergency" -> manager.emergencyRollback("wrong totals", "ada");
            case "plan" -> manager.plannedRollback("maintenance", "ada", later);
            case "cancel" -> manager.cancelPlanned("not needed", "ada");
            case "recover" -> manager.attemptRecovery("try again", "ada");
            case "clear" -> manager.clear("fixed", "ada", seen);
            default -> manager.clear(Clearance.of("fixed", "ada", seen).byForce());
        }
    }

    private void override(String by) {
        fixture.memory.commit(StateChange.of(
                        RollbackFixture.MIGRATION, "OVERRIDE_SET", Attribution.api("ada", "for a test"))
                .change(document -> document.with("override", Map.of("mode", "legacy", "by", by, "reason", "r")))
                .build());
    }
}
