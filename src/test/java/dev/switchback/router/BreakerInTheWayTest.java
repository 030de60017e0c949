package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.breaker.BreakerState;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerInTheWayTest {

    private final TestMigration test = new TestMigration().at(100);
    private final AtomicInteger newCalls = new AtomicInteger();
    private boolean broken = true;
    private MigrationAdapter<String, String, RuntimeException> adapter = adapter();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void opensAtTheFifthFailureAndAnswersByLegacyAllAlong() {
        for (int call = 1; call <= 5; call++) {
            assertThat(adapter.generate("key-" + call)).as("call %d", call).isEqualTo("legacy");
        }
        Execution<String> next = adapter.execute("key-6");

        assertThat(next.decision()).isEqualTo(Decision.of(Reason.BREAKER_OPEN, BreakerState.OPEN));
        assertThat(newCalls).hasValue(5);
        var breaker = test.migration().currentStatus().breaker();
        assertThat(breaker.state()).isEqualTo("open");
        assertThat(breaker.nextProbeSeconds()).isEqualTo(600);
        assertThat(test.migration().currentStatus().sentence())
                .contains("breaker open after 5 errors", "next probe in 600 s");
    }

    @Test
    void closesAfterThreeGoodProbesOnceTheRecoveryTimeIsOver() {
        trip();
        test.clock.advance(Duration.ofSeconds(599));
        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.BREAKER_OPEN);

        broken = false;
        test.clock.advance(Duration.ofSeconds(2));
        for (int probe = 1; probe <= 3; probe++) {
            assertThat(adapter.execute("a").decision().reason())
                    .as("probe %d", probe)
                    .isEqualTo(Reason.BREAKER_PROBE);
        }

        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
        assertThat(test.migration().currentStatus().breaker().state()).isEqualTo("closed");
    }

    @Test
    void opensAgainAtTheFirstBadProbe() {
        trip();
        test.clock.advance(Duration.ofSeconds(601));

        assertThat(adapter.execute("a").served()).isEqualTo(Route.LEGACY);
        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(newCalls).hasValue(6);
    }

    @Test
    void isRespectedByTheNewOverride() {
        test.override(ManualOverride.to(Route.NEW, "ada", "trial"));
        trip();

        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.BREAKER_OPEN);
    }

    @Test
    void isNotAskedOfKeysThatGoToLegacyAnyway() {
        trip();
        test.at(0);
        test.clock.advance(Duration.ofSeconds(601));

        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.PERCENTAGE_ZERO);
        assertThat(test.migration().currentStatus().breaker().state()).isEqualTo("open");
    }

    @Test
    void isTrippedByFiveFailingRunsOfAShortLivedProcess() {
        for (int run = 1; run <= 5; run++) {
            assertThat(adapter.generate("key-" + run)).as("run %d", run).isEqualTo("legacy");
            test.clock.advance(Duration.ofSeconds(10));
            test.restart(Map.of());
            adapter = adapter();
        }

        assertThat(adapter.execute("key-6").decision().reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(newCalls).hasValue(5);
    }

    @Test
    void staysOpenOverARestartForTheRestOfItsTime() {
        trip();
        test.clock.advance(Duration.ofSeconds(100));
        test.restart(Map.of());
        adapter = adapter();

        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.BREAKER_OPEN);
        assertThat(test.migration().currentStatus().breaker().nextProbeSeconds())
                .isEqualTo(500);
    }

    @Test
    void letsEveryCallThroughWhileItIsSwitchedOff() {
        test.change(settings -> settings.withBreaker(settings.breaker().withEnabled(false)));
        for (int call = 1; call <= 20; call++) {
            adapter.generate("key-" + call);
        }

        assertThat(newCalls).hasValue(20);
        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
    }

    private void trip() {
        for (int call = 1; call <= 5; call++) {
            adapter.generate("key-" + call);
        }
    }

    private MigrationAdapter<String, String, RuntimeException> adapter() {
        return test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> {
                    newCalls.incrementAndGet();
                    if (broken) {
                        throw new IllegalStateException("broken");
                    }
                    return "new";
                })
                .build();
    }
}
