package dev.switchback.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Phase;
import dev.switchback.rollback.FaultyStore.Disk;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After each start of a rollback exactly one end with the same subject, whatever goes wrong between. */
class RollbackEventPairsTest {

    private static final RollbackRequest REQUEST = RollbackRequest.emergency("routing", "wrong totals", "ada");

    private static void roll(StoredRollbackManager manager, boolean recovery) {
        try {
            manager.rollback(recovery ? RollbackRequest.recovery("routing", "wrong totals", "ada") : REQUEST);
        } catch (RuntimeException | Error thrown) { // what is told is what is tested
            assertThat(thrown).isNotNull();
        }
    }

    private static void assertPaired(List<MigrationEvent> events, String as) {
        assertThat(events.size() % 2).as(as).isZero();
        for (int at = 0; at < events.size(); at += 2) {
            MigrationEvent start = events.get(at);
            MigrationEvent end = events.get(at + 1);
            assertThat(Phase.of(start)).as(as).isEqualTo(Phase.START);
            assertThat(Phase.of(end)).as(as).isIn(Phase.FINISH, Phase.FAILED);
            assertThat(end.subject()).as(as).isEqualTo(start.subject());
            assertThat(end.payload()).as(as).containsKey("duration");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void arePairsHoweverItGoes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            RollbackFixture fixture = new RollbackFixture();
            String as = "seed %d, round %d".formatted(seed, round);
            spoil(fixture, random);
            try (StoredRollbackManager manager = fixture.manager()) {
                roll(manager, false);
                roll(manager, random.nextBoolean());
                assertPaired(fixture.events, as);
                assertThat(fixture.events).as(as).isNotEmpty();
            }
        }
    }

    private static void spoil(RollbackFixture fixture, Random random) {
        if (random.nextInt(3) == 0) {
            fixture.strategy.failing("legacy_probe");
        }
        if (random.nextInt(3) == 0) {
            fixture.strategy.with(Step.urgent("breaks", "Breaks", context -> {
                throw new StackOverflowError();
            }));
        }
        if (random.nextInt(3) == 0) {
            fixture.strategy.with(Step.of("fails", "Fails", context -> {
                throw new IllegalStateException("no");
            }));
        }
        if (random.nextInt(4) == 0) {
            fixture.strategy.running(3);
        }
        if (random.nextInt(3) == 0) {
            fixture.store.disk(random.nextBoolean() ? Disk.HANGS : Disk.THROWS);
        }
    }

    @Test
    void sayWhatFailedWithoutColoursAndSecrets() {
        RollbackFixture fixture = new RollbackFixture();
        fixture.strategy.with(Step.urgent("connect", "Connects", context -> {
            throw new IllegalStateException(
                    "\u001b[31mcannot connect to jdbc:postgresql://shop:hunter2@db/shop?password=hunter2\u001b[0m");
        }));
        try (StoredRollbackManager manager = fixture.manager()) {
            roll(manager, false);
        }

        Map<String, Object> told = fixture.events.get(1).payload();
        assertThat(told.toString())
                .contains("cannot connect to jdbc:postgresql://")
                .doesNotContain("hunter2", "\u001b");
        assertThat(told)
                .containsKeys("strategy", "trigger", "reason", "operator", "dry_run", "steps", "duration", "error");
    }

    @Test
    void keepNothingFromBeingTakenBackWhenNoThreadIsToBeHadToTellThem() {
        RollbackFixture fixture = new RollbackFixture();
        EventBus starved = new EventBus(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        starved.onName("*", fixture.events::add);
        RollbackSetup setup = fixture.setup(
                StoredRollbackManager.builder(fixture.store, RollbackFixture.MIGRATION, fixture.strategy));

        try (StoredRollbackManager manager = setup.events(starved).open()) {
            RollbackReport report = manager.rollback(REQUEST);
            assertThat(report.state()).isEqualTo(RollbackState.ROLLED_BACK);
        }

        assertThat(fixture.strategy.calls).contains("open_breaker");
        assertThat(fixture.state().state()).isEqualTo(RollbackState.ROLLED_BACK);
        assertThat(starved.dropped()).as("start and end").isEqualTo(2);
    }
}
