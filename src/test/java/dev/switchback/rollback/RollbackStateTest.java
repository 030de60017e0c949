package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RollbackStateTest {

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, ROLLBACK_PENDING ROLLING_BACK",
        "ROLLBACK_PENDING, ACTIVE ROLLING_BACK",
        "ROLLING_BACK, ROLLED_BACK ROLLBACK_FAILED",
        "ROLLED_BACK, ACTIVE",
        "ROLLBACK_FAILED, RECOVERING",
        "RECOVERING, ROLLED_BACK RECOVERY_FAILED",
        "RECOVERY_FAILED, RECOVERING ACTIVE"
    })
    void leadsToTheseStatesAndToNoOther(RollbackState from, String allowed) {
        List<RollbackState> next =
                Stream.of(allowed.split(" ")).map(RollbackState::valueOf).toList();

        assertThat(Arrays.stream(RollbackState.values()).filter(from::leadsTo))
                .containsExactlyInAnyOrderElementsOf(next);
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackFromItsText(RollbackState state) {
        assertThat(RollbackState.parse(state.text())).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource
    void forcesEverywhereButInActiveAndPending(RollbackState state) {
        boolean safe = state == RollbackState.ACTIVE || state == RollbackState.ROLLBACK_PENDING;

        assertThat(state.isForcing()).isEqualTo(!safe);
    }

    @ParameterizedTest
    @EnumSource(
            value = RollbackState.class,
            names = {"ACTIVE", "ROLLBACK_PENDING", "ROLLED_BACK"})
    void isHealthyWhereNobodyHasToAct(RollbackState state) {
        assertThat(state.isHealthy()).isTrue();
    }

    @Test
    void refusesATextThatNamesNoState() {
        assertThatThrownBy(() -> RollbackState.parse("rolled"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("state must be the name of a rollback state, but was rolled");
    }

    @Test
    void namesBothStatesWhenATransitionIsRefused() {
        RollbackRefusedException refused = RollbackRefusedException.transition(
                "routing", RollbackState.ROLLBACK_FAILED, RollbackState.ROLLING_BACK);

        assertThat(refused)
                .hasMessage("cannot change rollback state: rollback_failed does not lead to rolling_back"
                        + " (target=routing, from=rollback_failed, to=rolling_back)."
                        + " What is taken back stays forced; run the recovery");
        assertThat(refused.target()).isEqualTo("routing");
        assertThat(refused.from()).isEqualTo(RollbackState.ROLLBACK_FAILED);
        assertThat(refused.to()).isEqualTo(RollbackState.ROLLING_BACK);
    }
}
