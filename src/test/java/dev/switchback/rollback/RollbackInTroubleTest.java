package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An emergency rollback is asked for when other things go wrong too. */
class RollbackInTroubleTest {

    private final RollbackFixture fixture = new RollbackFixture();

    @Test
    void isAsGoodWhereItsCallerWasToldToStop() {
        Thread.currentThread().interrupt();

        RollbackReport report = fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(Thread.interrupted()).as("it is still told to stop").isTrue();
        assertThat(report.isProven()).isTrue();
        assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
    }

    @Test
    void isInForceWhereThatOfADeadProcessCannotBeTakenOver() {
        fixture.given(RollbackState.ROLLING_BACK, "elsewhere", Duration.ofSeconds(-1));
        fixture.memory.fillUp(Optional.of("No space left on device"));

        RollbackReport report = fixture.manager().emergencyRollback("wrong totals", "ada");

        assertThat(report.isProven()).isFalse();
        assertThat(report.durable()).isFalse();
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("No space left on device"));
        assertThat(fixture.strategy.calls).contains("open_breaker");
    }

    @Test
    void recordsNoMoreNamesThanARecordHolds() {
        List<String> many =
                IntStream.rangeClosed(1, 500).mapToObj("node-%03d"::formatted).toList();
        Map<String, Long> calls = new TreeMap<>();
        many.forEach(name -> calls.put(name, 2L));

        assertThat(TargetState.few(many)).hasSize(21).startsWith("node-001").endsWith("and 480 more");
        assertThat(TargetState.few(calls)).hasSize(21).containsEntry("480 others", 960L);
        assertThat(TargetState.few(many.subList(0, 20))).isEqualTo(many.subList(0, 20));
    }
}
