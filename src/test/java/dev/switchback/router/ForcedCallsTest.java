package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.pipeline.Outcome;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForcedCallsTest {

    private final TestMigration test = new TestMigration();
    private boolean broken;
    private final MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
            .legacy((String key) -> "legacy")
            .newPipeline(key -> {
                if (broken) {
                    throw new IllegalStateException("broken");
                }
                return "new";
            })
            .build();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void runsTheSideThatIsAskedForWhateverTheRulesSay() {
        assertThat(adapter.forceExecute(Route.NEW, "a", false))
                .isInstanceOfSatisfying(
                        Outcome.Returned.class,
                        returned -> assertThat(returned.output()).isEqualTo("new"));
        assertThat(adapter.forceExecute(Route.LEGACY, "a", false))
                .isInstanceOfSatisfying(
                        Outcome.Returned.class,
                        returned -> assertThat(returned.output()).isEqualTo("legacy"));
    }

    @Test
    void neverFallsBack() {
        broken = true;

        Outcome<String> outcome = adapter.forceExecute(Route.NEW, "a", false);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Threw.class, threw -> assertThat(threw.error()).hasMessage("broken"));
        assertThat(test.migration().statistics().fallbacksToLegacy()).isZero();
        assertThat(test.migration().currentStatus().breaker().errors()).isEqualTo(1);
    }

    @Test
    void isRefusedWhileTheBreakerIsOpenUnlessItIsBypassed() {
        broken = true;
        for (int call = 0; call < 5; call++) {
            adapter.forceExecute(Route.NEW, "a", false);
        }

        assertThatThrownBy(() -> adapter.forceExecute(Route.NEW, "a", false))
                .isInstanceOf(ForcedCallRefusedException.class)
                .hasMessage("cannot force the new pipeline: the breaker gives no permit (migration=test). "
                        + "Wait for its next probe, or bypass it");
        broken = false;
        assertThat(adapter.forceExecute(Route.NEW, "a", true).isReturned()).isTrue();
        assertThat(test.migration().currentStatus().breaker().state()).isEqualTo("open");
    }

    @Test
    void isRefusedWhileRolledBackAlsoWithTheBypass() {
        test.migration().emergencyRollback("wrong totals", "ada");

        assertThatThrownBy(() -> adapter.forceExecute(Route.NEW, "a", true))
                .hasMessage("cannot force the new pipeline: the migration is held on legacy "
                        + "(migration=test, state=rolled_back). Run `switchback rollback clear` first");
        assertThat(adapter.forceExecute(Route.LEGACY, "a", false).isReturned()).isTrue();
    }

    @Test
    void saysHowLongItTook() {
        MigrationAdapter<String, String, RuntimeException> slow = test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> {
                    test.clock.advance(Duration.ofMillis(70));
                    return "new";
                })
                .build();

        assertThat(slow.forceExecute(Route.NEW, "a", false).took()).isEqualTo(Duration.ofMillis(70));
    }
}
