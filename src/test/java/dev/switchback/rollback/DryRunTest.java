package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.HistoryQuery;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DryRunTest {

    private final RollbackFixture fixture = new RollbackFixture();
    private final StoredRollbackManager manager = fixture.manager();

    static Stream<RollbackRequest> requests() {
        return Stream.of(
                RollbackRequest.emergency("routing", "wrong totals", "ada"),
                RollbackRequest.planned("routing", "upgrade", "ada", Instant.parse("2026-01-02T00:00:00Z")),
                RollbackRequest.recovery("routing", "again", "ada"),
                RollbackRequest.clear("routing", "fixed", "ada"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void changesNothingAndRecordsNothing(RollbackRequest request) {
        var before = fixture.document();

        RollbackPlan plan = manager.dryRun(request);

        assertThat(plan.steps()).isNotEmpty();
        assertThat(fixture.document()).isEqualTo(before);
        assertThat(fixture.strategy.calls).isEmpty();
        assertThat(fixture.types()).isEmpty();
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void showsTheStepsInTheOrderInWhichTheyWouldRun() {
        fixture.strategy.with(Step.of("down_003", "Runs a down script", context -> "done"));

        RollbackPlan plan = manager.dryRun(RollbackRequest.emergency("routing", "wrong totals", "ada"));

        assertThat(plan.steps())
                .extracting(RollbackPlan.PlannedStep::name)
                .containsExactly("open_breaker", "record", "drain", "down_003", "acknowledge", "validate");
        assertThat(plan.refusal()).isEmpty();
        assertThat(plan.from()).isEqualTo(RollbackState.ACTIVE);
        assertThat(plan.to()).isEqualTo(RollbackState.ROLLING_BACK);
    }

    @Test
    void saysWhyItWouldBeRefused() {
        RollbackPlan plan = manager.dryRun(RollbackRequest.recovery("routing", "again", "ada"));

        assertThat(plan.refusal().orElseThrow()).contains("active does not lead to recovering");
    }

    @Test
    void isInTheHistoryAsADryRunOnlyWhenItIsAskedAsOne() {
        RollbackReport report = manager.rollback(
                RollbackRequest.emergency("routing", "wrong totals", "ada").asDryRun());

        HistoryEntry entry = manager.history(HistoryQuery.newest(10).ofType("ROLLBACK_DRY_RUN"))
                .get(0);
        assertThat(entry.dryRun()).isTrue();
        assertThat(entry.success()).isTrue();
        assertThat(report.state()).isEqualTo(RollbackState.ACTIVE);
        assertThat(fixture.strategy.calls).isEmpty();
        assertThat(fixture.document().generation()).isZero();
        assertThat(fixture.events.get(0).payload()).containsEntry("dry_run", true);
        assertThat(fixture.eventNames()).containsExactly("switchback.rollback.start", "switchback.rollback.finish");
    }

    @Test
    void refusesARequestForAnotherTarget() {
        assertThatThrownBy(() -> manager.dryRun(RollbackRequest.emergency("schema:primary", "wrong", "ada")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("target must be routing, but was schema:primary");
    }
}
