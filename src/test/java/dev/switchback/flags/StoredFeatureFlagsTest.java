package dev.switchback.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Attribution;
import dev.switchback.state.Document;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoredFeatureFlagsTest {

    private static final String NAME = "active-models";
    private static final Attribution KIM = new Attribution("kim", "first tenants", "cli");

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);
    private final EventBus bus = new EventBus(Runnable::run);
    private final StoredFeatureFlags flags = open(Map.of());

    @Test
    void beginsWithEverythingOnLegacy() {
        assertThat(flags.current()).isEqualTo(Settings.DEFAULTS);
        assertThat(flags.snapshot().source(Setting.PERCENTAGE)).isEqualTo(Source.DEFAULT);
        assertThat(flags.health().status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(flags.component()).isEqualTo("flags");
    }

    @Test
    void recordsAChangeAndPutsItInForce() {
        Change change = flags.change(settings -> settings.withPercentage(Share.of(12.5)), KIM);

        assertThat(flags.current().percentage()).isEqualTo(Share.of(12.5));
        assertThat(change.before()).isEqualTo(Settings.DEFAULTS);
        assertThat(change.after()).isEqualTo(flags.stored());
        assertThat(change.masked()).isEmpty();
        assertThat(change.entry().type()).isEqualTo("PERCENTAGE_CHANGED");
        assertThat(change.entry().data()).containsKeys("before", "after");
        assertThat(flags.snapshot().source(Setting.PERCENTAGE)).isEqualTo(new Source("stored", "kim: first tenants"));
        assertThat(flags.snapshot().generation()).isEqualTo(1);
    }

    @Test
    void namesTheRecordAfterWhatChanged() {
        assertThat(type(now -> now.withOverride(ManualOverride.to(Route.NEW, "kim", "x"))))
                .isEqualTo("OVERRIDE_CHANGED");
        assertThat(type(now -> now.withCanary(now.canary().withEnabled(true)))).isEqualTo("CANARY_CHANGED");
        assertThat(type(now -> now.withDeniedKeys(Set.of("a")))).isEqualTo("KEYS_CHANGED");
        assertThat(type(now -> now.withBreaker(now.breaker().withErrorThreshold(3))))
                .isEqualTo("BREAKER_CONFIGURED");
        assertThat(type(now -> now.withAutoRollback(true))).isEqualTo("FLAGS_CHANGED");
        assertThat(type(now -> now.withPercentage(Share.of(1)).withDeniedKeys(Set.of("b"))))
                .isEqualTo("FLAGS_CHANGED");
    }

    @Test
    void tellsWhoSetWhatAfterARestart() {
        flags.change(settings -> settings.withPercentage(Share.of(5)), KIM);

        assertThat(open(Map.of()).snapshot().source(Setting.PERCENTAGE).detail())
                .isEqualTo("kim: first tenants");
    }

    @Test
    void refusesAChangeAwayFromSafetyOfAStateThatMoved() {
        flags.change(settings -> settings.withPercentage(Share.of(10)), KIM);

        assertThatThrownBy(() -> flags.change(settings -> settings.withPercentage(Share.of(20)), KIM, 0))
                .isInstanceOf(StateConflictException.class);
        assertThat(flags.current().percentage()).isEqualTo(Share.of(10));
        flags.change(settings -> settings.withPercentage(Share.of(20)), KIM, 1);
        assertThat(flags.current().percentage()).isEqualTo(Share.of(20));
    }

    @Test
    void makesAChangeToSafetyWhateverGenerationWasSeen() {
        flags.change(settings -> settings.withPercentage(Share.of(10)), KIM);

        flags.change(settings -> settings.withPercentage(Share.of(5)), KIM, 0);

        assertThat(flags.current().percentage()).isEqualTo(Share.of(5));
    }

    @Test
    void publishesEachChangeOfWhateverProcess() {
        List<MigrationEvent> heard = new ArrayList<>();
        bus.on(FlagsChanged.class, heard::add);

        record(document -> document.with("percentage", Map.of("target", 25)));
        record(document -> document.with("ramp", Map.of("stage", 1)));

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).name()).isEqualTo("switchback.flags.changed");
        assertThat(heard.get(0).payload())
                .containsEntry("old", Map.of("percentage", Map.of()))
                .containsEntry("new", Map.of("percentage", Map.of("target", 25)))
                .containsEntry("operator", "lee")
                .containsEntry("source", "cli")
                .containsEntry("reason", "elsewhere");
        assertThat(flags.current().percentage()).isEqualTo(Share.of(25));
    }

    @Test
    void keepsTheVerySnapshotWhileNothingChanges() {
        Snapshot before = flags.snapshot();
        List<Snapshot> told = new ArrayList<>();
        flags.onSnapshot(told::add);

        store.tick();
        clock.advance(Duration.ofMinutes(1));
        store.tick();

        assertThat(flags.snapshot()).isSameAs(before);
        assertThat(told).isEmpty();
    }

    @Test
    void tellsListenersOfEachNewSnapshotUntilTheyLeave() {
        List<Snapshot> told = new ArrayList<>();
        flags.onSnapshot(snapshot -> {
            throw new IllegalStateException("a listener that throws");
        });
        var listening = flags.onSnapshot(told::add);

        flags.change(settings -> settings.withPercentage(Share.of(5)), KIM);
        listening.close();
        flags.change(settings -> settings.withPercentage(Share.of(6)), KIM);

        assertThat(told)
                .last()
                .satisfies(last -> assertThat(last.settings().percentage()).isEqualTo(Share.of(5)));
    }

    @Test
    void letsAnOverrideEndByItself() {
        var end = clock.instant().plus(Duration.ofHours(2));
        flags.change(settings -> settings.withPercentage(Share.ALL), KIM);
        flags.change(
                settings -> settings.withOverride(
                        ManualOverride.to(Route.LEGACY, "kim", "x").until(end)),
                KIM);

        clock.advance(Duration.ofHours(2).minusMillis(1));
        store.tick();
        assertThat(reason()).as("one millisecond early").isEqualTo(Reason.OVERRIDE_LEGACY);

        clock.advance(Duration.ofMillis(1));
        store.tick();
        assertThat(reason()).as("at its end").isEqualTo(Reason.PERCENTAGE_ALL);
    }

    @Test
    void refusesAnEditThatReturnsNothing() {
        assertThatThrownBy(() -> flags.change(settings -> null, KIM)).isInstanceOf(InvalidValueException.class);
    }

    @Nested
    class WithVariablesSet {

        private final StoredFeatureFlags masking =
                open(Map.of("MIGRATION_NEW_PIPELINE_PCT", "50", "MIGRATION_MANUAL_OVERRIDE", "new"));

        @Test
        void prefersTheVariableAndSaysWhichStoredChangesItHides() {
            Change change = masking.change(
                    settings -> settings.withPercentage(Share.of(5)).withAutoRollback(true), KIM);

            assertThat(change.masked()).containsExactly("MIGRATION_NEW_PIPELINE_PCT");
            assertThat(masking.current().percentage()).isEqualTo(Share.of(50));
            assertThat(masking.stored().percentage()).isEqualTo(Share.of(5));
            assertThat(masking.snapshot().source(Setting.PERCENTAGE))
                    .isEqualTo(new Source("environment", "MIGRATION_NEW_PIPELINE_PCT"));
        }

        @Test
        void obeysAStoredOverrideToLegacyAllTheSame() {
            assertThat(masking.snapshot().assign("a", KeyPins.NONE)).isEqualTo(Reason.OVERRIDE_NEW);

            Change change = masking.change(
                    settings -> settings.withOverride(ManualOverride.to(Route.LEGACY, "kim", "incident")), KIM);

            assertThat(masking.snapshot().assign("a", KeyPins.NONE)).isEqualTo(Reason.OVERRIDE_LEGACY);
            assertThat(change.masked()).isEmpty();
            assertThat(masking.snapshot().source(Setting.OVERRIDE)).isEqualTo(new Source("stored", "kim: incident"));
        }

        @Test
        void obeysARecordedRollbackAllTheSame() {
            record(document ->
                    document.with("rollback", Map.of("routing", Map.of("state", "rolled_back", "epoch", 3))));

            assertThat(masking.snapshot().assign("a", KeyPins.NONE)).isEqualTo(Reason.ROLLED_BACK);
            assertThat(masking.snapshot().rollbackState()).isEqualTo("rolled_back");
            assertThat(masking.snapshot().epoch()).isEqualTo(3);
        }
    }

    private String type(UnaryOperator<Settings> edit) {
        return flags.change(edit, KIM).entry().type();
    }

    private Reason reason() {
        return flags.snapshot().assign("a", KeyPins.NONE);
    }

    private void record(UnaryOperator<Document> edit) {
        store.commit(StateChange.of(NAME, "TEST", new Attribution("lee", "elsewhere", "cli"))
                .change(edit)
                .build());
    }

    private StoredFeatureFlags open(Map<String, String> variables) {
        return StoredFeatureFlags.of(store, NAME)
                .environment(Environment.read(variables, NAME))
                .clock(clock)
                .events(bus)
                .open();
    }
}
