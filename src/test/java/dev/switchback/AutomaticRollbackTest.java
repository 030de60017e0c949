package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.flags.Reason;
import dev.switchback.health.HealthStatus;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutomaticRollbackTest {

    private final TestMigration test = new TestMigration().at(100);
    private boolean broken = true;
    private final MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
            .legacy((String key) -> "legacy")
            .newPipeline(key -> {
                if (broken && key.startsWith("bad")) {
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
    void rollsBackByItselfWhenTheNewPipelineFailsTooOften() {
        test.change(settings ->
                settings.withAutoRollback(true).withBreaker(settings.breaker().withEnabled(false)));
        fail(20);

        awaitRolledBack();
        assertThat(test.migration().currentStatus().lastRollback().trigger()).isEqualTo("error_threshold_exceeded");
    }

    @Test
    void rollsBackByItselfWhenTheBreakerTrips() {
        test.change(settings -> settings.withAutoRollback(true));
        fail(5);

        awaitRolledBack();
        assertThat(test.migration().currentStatus().lastRollback().trigger()).isEqualTo("circuit_breaker_tripped");
    }

    @Test
    void doesNothingByItselfUnlessItIsSwitchedOn() {
        fail(30);
        tick();

        assertThat(test.migration().rollback().recommendation().recommended()).isTrue();
        assertThat(test.migration().currentStatus().state()).isEqualTo("active");
    }

    @Test
    void doesNotRollBackForAStoreThatCannotBeWritten() {
        test.change(settings -> settings.withAutoRollback(true));
        test.store.fillUp(Optional.of("no space left on device"));

        assertThat(test.migration().healthCheck().overall()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(test.migration().rollback().automaticRollback()).isEmpty();
        assertThat(adapter.generate("a")).as("the last snapshot stays in force").isEqualTo("new");

        test.store.fillUp(Optional.empty());
        assertThat(test.migration().currentStatus().state()).isEqualTo("active");
    }

    @Test
    void doesNotRollBackForAStoreThatCannotBeReadForAWhile() {
        test.change(settings -> settings.withAutoRollback(true));
        test.store.breakDown(Optional.of("torn"));

        assertThat(test.migration().rollback().automaticRollback()).isEmpty();
        assertThat(adapter.generate("a")).as("while it cannot be read").isEqualTo("legacy");

        test.store.breakDown(Optional.empty());
        assertThat(adapter.generate("a")).as("once it can").isEqualTo("new");
    }

    @Test
    void doesNotRollBackAgainForWhatHasBeenCleared() {
        test.change(settings ->
                settings.withAutoRollback(true).withBreaker(settings.breaker().withEnabled(false)));
        fail(20);
        awaitRolledBack();
        long seen = test.migration().currentStatus().store().generation();
        test.migration().rollback().clear("the new pipeline is mended", "ada", seen);
        broken = false;
        tick();

        assertThat(test.migration().currentStatus().state()).isEqualTo("active");
        assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.PERCENTAGE_ZERO);
    }

    private void fail(int calls) {
        for (int call = 0; call < calls; call++) {
            adapter.generate("bad-" + call);
        }
    }

    private void tick() {
        test.clock.advance(Duration.ofSeconds(1));
        test.store.tick();
    }

    private void awaitRolledBack() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            tick();
            return test.migration().currentStatus().state().equals("rolled_back");
        });
    }
}
