package dev.switchback.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.breaker.BreakerState;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Reason;
import dev.switchback.flags.Share;
import dev.switchback.pipeline.Route;
import dev.switchback.testing.TestMigration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoutingRulesTest {

    private final TestMigration test = new TestMigration();
    private final MigrationAdapter<String, String, RuntimeException> adapter = test.migration()
            .legacy((String key) -> "legacy " + key)
            .newPipeline(key -> "new " + key)
            .build();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void sendsEveryKeyToLegacyToBeginWith() {
        Execution<String> execution = adapter.execute("orders");

        assertThat(execution.output()).isEqualTo("legacy orders");
        assertThat(execution.decision()).isEqualTo(Decision.of(Reason.PERCENTAGE_ZERO, BreakerState.CLOSED));
        assertThat(execution.served()).isEqualTo(Route.LEGACY);
        assertThat(execution.canary()).isFalse();
    }

    @Test
    void sendsEveryKeyToNewAtOneHundredPercent() {
        test.at(100);

        assertThat(adapter.execute("orders").decision().reason()).isEqualTo(Reason.PERCENTAGE_ALL);
        assertThat(adapter.generate("orders")).isEqualTo("new orders");
    }

    @Test
    void sendsTheShareInBetweenByBucket() {
        test.at(50);

        long routedNew = IntStream.range(0, 10_000)
                .filter(at -> adapter.generate("key-" + at).startsWith("new"))
                .count();

        assertThat(routedNew).isBetween(4_800L, 5_200L);
    }

    @Test
    void keepsEachKeyOnItsSide() {
        test.at(50);
        List<String> once = routes();
        test.restart(java.util.Map.of("MIGRATION_NEW_PIPELINE_PCT", "50"));
        MigrationAdapter<String, String, RuntimeException> again = test.migration()
                .legacy((String key) -> "legacy " + key)
                .newPipeline(key -> "new " + key)
                .build();

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(at -> again.generate("key-" + at))
                        .toList())
                .isEqualTo(once);
    }

    @Test
    void letsTheLegacyOverrideBeatEverythingBelowIt() {
        test.at(100);
        test.change(settings -> settings.withForcedKeys(Set.of("orders")));
        test.override(ManualOverride.to(Route.LEGACY, "ada", "wrong totals"));

        assertThat(adapter.execute("orders").decision().reason()).isEqualTo(Reason.OVERRIDE_LEGACY);
    }

    @Test
    void letsDeniedKeysBeatForcedOnesAndTheNewOverride() {
        test.change(settings -> settings.withForcedKeys(Set.of("orders")).withDeniedKeys(Set.of("orders")));
        test.override(ManualOverride.to(Route.NEW, "ada", "trial"));

        assertThat(adapter.execute("orders").decision().reason()).isEqualTo(Reason.DENIED_KEY);
        assertThat(adapter.execute("lines").decision().reason()).isEqualTo(Reason.OVERRIDE_NEW);
    }

    @Test
    void sendsForcedKeysToNewAtZeroPercent() {
        test.change(settings -> settings.withForcedKeys(Set.of("orders")));

        assertThat(adapter.execute("orders").decision().reason()).isEqualTo(Reason.FORCED_KEY);
        assertThat(adapter.execute("lines").decision().reason()).isEqualTo(Reason.PERCENTAGE_ZERO);
    }

    @Test
    void sendsRequestsWithoutKeyToLegacyBelowOneHundredPercentAndCountsThem() {
        MigrationAdapter<String, String, RuntimeException> keyless = test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> "new")
                .routingKey(key -> null)
                .build();
        test.at(99);
        assertThat(keyless.execute("a").decision().reason()).isEqualTo(Reason.MISSING_KEY);

        test.at(100);
        assertThat(keyless.generate("a")).isEqualTo("new");
    }

    @Test
    void routesARequestWhoseKeyFailsLikeOneWithout() throws Exception {
        Function<String, String> failing = key -> {
            throw new IllegalStateException("no key today");
        };
        MigrationAdapter<String, String, RuntimeException> keyless = test.migration()
                .legacy((String key) -> "legacy")
                .newPipeline(key -> "new")
                .routingKey(failing)
                .build();
        AsyncMigrationAdapter<String, String> async = test.migration()
                .legacyAsync((String key) -> CompletableFuture.completedStage("legacy"))
                .newPipeline(key -> CompletableFuture.completedStage("new"))
                .routingKey(failing)
                .build();
        test.at(99);

        assertThat(keyless.execute("a").decision().reason()).isEqualTo(Reason.MISSING_KEY);
        assertThat(async.generate("a").toCompletableFuture().get()).isEqualTo("legacy");
    }

    @Test
    void endsAnOverrideInTimeAlsoWhileTheStoreHangsAndNoTickComes() {
        test.at(0);
        test.override(ManualOverride.to(Route.NEW, "kim", "a look")
                .until(test.clock.instant().plusSeconds(3)));
        assertThat(adapter.generate("orders")).isEqualTo("new orders");

        test.clock.advance(Duration.ofSeconds(4));

        await().untilAsserted(() -> assertThat(adapter.generate("orders")).isEqualTo("legacy orders"));
    }

    @Test
    void letsTheStateThatCannotBeReadBeatEverything() {
        test.at(100);
        test.store.breakDown(Optional.of("the disk is on fire"));

        assertThat(adapter.execute("orders").decision().reason()).isEqualTo(Reason.STATE_UNREADABLE);
        assertThat(test.migration().currentStatus().sentence()).contains("the disk is on fire");
    }

    @Test
    void explainsWhatItWouldDoWithoutDoingIt() {
        test.at(12.5);

        Explanation explanation = adapter.explain("orders");

        assertThat(explanation.route())
                .isEqualTo(adapter.execute("orders").decision().route());
        assertThat(explanation.reason())
                .isEqualTo(adapter.execute("orders").decision().reason());
        assertThat(explanation.rules())
                .last()
                .satisfies(rule -> assertThat(rule.matched() || rule.rule().equals("breaker"))
                        .isTrue());
        assertThat(explanation.percentage()).isEqualTo(Share.of(12.5));
    }

    @Test
    void simulatesWhoWouldChangeSides() {
        List<String> keys =
                IntStream.range(0, 1_000).mapToObj(at -> "key-" + at).toList();

        Simulation raised = adapter.simulate(Share.of(10), Share.of(25), keys);
        Simulation lowered = adapter.simulate(Share.of(25), Share.of(10), keys);

        assertThat(raised.toNew()).hasSizeBetween(110, 190);
        assertThat(raised.toLegacy()).isEmpty();
        assertThat(lowered.toLegacy()).isEqualTo(raised.toNew());
    }

    @Test
    void givesEachExecutionAnIdentityOfItsOwn() {
        assertThat(adapter.execute("a").id())
                .isNotEqualTo(adapter.execute("a").id())
                .startsWith("test.");
    }

    private List<String> routes() {
        return IntStream.range(0, 1_000)
                .mapToObj(at -> adapter.generate("key-" + at))
                .toList();
    }
}
