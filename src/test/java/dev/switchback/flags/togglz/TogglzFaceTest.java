package dev.switchback.flags.togglz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.flags.CanaryFlags;
import dev.switchback.flags.KeyPins;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Share;
import dev.switchback.flags.StoredFeatureFlags;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateChange;
import dev.switchback.state.StateConflictException;
import dev.switchback.testing.FakeClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.manager.FeatureManagerBuilder;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.mem.InMemoryStateRepository;
import org.togglz.core.user.FeatureUser;
import org.togglz.core.user.SimpleFeatureUser;

class TogglzFaceTest {

    private static final String NAME = "active-models";
    private static final Attribution KIM = Attribution.api("kim", "because");

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);
    private final StoredFeatureFlags flags =
            StoredFeatureFlags.of(store, NAME).clock(clock).open();
    private final TogglzFace face = TogglzFace.of(flags);
    private final AtomicReference<FeatureUser> user = new AtomicReference<>();
    private final FeatureManager ours = face.manager(user::get);
    private final FeatureManager foreign = FeatureManagerBuilder.begin()
            .featureEnum(MigrationFeature.class)
            .stateRepository(face.repository())
            .userProvider(user::get)
            .build();

    @Test
    void agreesWithTheRouterInEverySituation() {
        ManualOverride legacy = ManualOverride.to(Route.LEGACY, "kim", "x");
        List<UnaryOperator<Settings>> situations = List.of(
                now -> now.withPercentage(Share.of(12.345)),
                now -> now.withForcedKeys(Set.of("k1", "k,2", "\"k3\"", " k4", "k5"))
                        .withDeniedKeys(Set.of("k5", "k6")),
                now -> now.withOverride(ManualOverride.to(Route.NEW, "kim", "x")),
                now -> now.withoutOverride().withPercentage(Share.ALL),
                now -> now.withPercentage(Share.NONE),
                now -> now.withOverride(legacy));
        for (UnaryOperator<Settings> situation : situations) {
            flags.change(situation, KIM);
            agree();
        }
        flags.change(now -> now.withoutOverride().withPercentage(Share.of(50)), KIM);
        agree();
        record("rollback", Map.of("routing", Map.of("state", "rolled_back")));
        agree();
        assertThat(ours.isActive(MigrationFeature.NEW_PIPELINE)).isFalse();
    }

    @Test
    void keepsThePercentageWhenAConsoleToggles() {
        flags.change(now -> now.withPercentage(Share.of(25)).withForcedKeys(Set.of("a")), KIM);

        ours.setFeatureState(new FeatureState(MigrationFeature.NEW_PIPELINE, false));
        assertThat(flags.current().override()).map(ManualOverride::mode).contains(Route.LEGACY);
        assertThat(ours.getFeatureState(MigrationFeature.NEW_PIPELINE).isEnabled())
                .isFalse();

        ours.setFeatureState(new FeatureState(MigrationFeature.NEW_PIPELINE, true));
        assertThat(flags.current())
                .isEqualTo(Settings.DEFAULTS.withPercentage(Share.of(25)).withForcedKeys(Set.of("a")));
    }

    @Test
    void recordsWhoWroteAndWhy() {
        user.set(new SimpleFeatureUser("lee", true));
        ours.setFeatureState(new FeatureState(MigrationFeature.NEW_PIPELINE, true)
                .setStrategyId(MigrationPercentageStrategy.ID)
                .setParameter("percentage", "30")
                .setParameter("reason", "second wave"));

        assertThat(flags.current().percentage()).isEqualTo(Share.of(30));
        assertThat(store.history(HistoryQuery.newest(1))).first().satisfies(entry -> {
            assertThat(entry.operator()).isEqualTo("lee");
            assertThat(entry.reason()).isEqualTo("second wave");
            assertThat(entry.data()).containsEntry("source", "togglz");
        });
    }

    @Test
    void refusesAPageThatShowsAnOlderState() {
        FeatureState page = ours.getFeatureState(MigrationFeature.NEW_PIPELINE);
        flags.change(now -> now.withPercentage(Share.of(5)), KIM);

        assertThatThrownBy(() -> ours.setFeatureState(page.setParameter("percentage", "50")))
                .isInstanceOf(StateConflictException.class);
        assertThat(flags.current().percentage()).isEqualTo(Share.of(5));
    }

    @Test
    void writesNothingWhenNothingDiffers() {
        for (MigrationFeature feature : MigrationFeature.values()) {
            ours.setFeatureState(ours.getFeatureState(feature));
        }

        assertThat(store.history(HistoryQuery.newest(10))).isEmpty();
    }

    @Test
    void switchesTheOtherFeaturesAndTheirParameters() {
        ours.setFeatureState(new FeatureState(MigrationFeature.CANARY, true).setParameter("canarySample", "10"));
        ours.setFeatureState(
                new FeatureState(MigrationFeature.CIRCUIT_BREAKER, true).setParameter("errorThreshold", "3"));
        ours.disable(MigrationFeature.FALLBACK_TO_LEGACY);
        ours.enable(MigrationFeature.AUTO_ROLLBACK);

        assertThat(flags.current().canary())
                .isEqualTo(CanaryFlags.DEFAULTS.withEnabled(true).withSample(Share.of(10)));
        assertThat(flags.current().breaker().errorThreshold()).isEqualTo(3);
        assertThat(flags.current().fallbackToLegacy()).isFalse();
        assertThat(ours.isActive(MigrationFeature.AUTO_ROLLBACK)).isTrue();
    }

    @Test
    void refusesWhatIsNotOurs() {
        FeatureState gradual = new FeatureState(MigrationFeature.NEW_PIPELINE, true).setStrategyId("gradual");
        assertThatThrownBy(() -> ours.setFeatureState(gradual))
                .hasMessage("strategy must be migration-percentage, but was gradual");
        for (Map.Entry<String, String> bad : Map.of(
                        "percentage", "999", "salt", "other", "override", "maybe", "generation", "x", "forcedKeys", ",")
                .entrySet()) {
            FeatureState state = new FeatureState(MigrationFeature.NEW_PIPELINE, true)
                    .setParameter(bad.getKey(), bad.getValue())
                    .setParameter("deniedKeys", "k");
            assertThatThrownBy(() -> ours.setFeatureState(state))
                    .as(bad.getKey())
                    .isInstanceOf(InvalidValueException.class);
        }
        assertThat(flags.current()).isEqualTo(Settings.DEFAULTS);
    }

    @Test
    void importsAnotherRepositoryOnce() {
        InMemoryStateRepository other = new InMemoryStateRepository();
        other.setFeatureState(new FeatureState(MigrationFeature.NEW_PIPELINE, true)
                .setStrategyId("gradual")
                .setParameter("percentage", "25"));
        other.setFeatureState(new FeatureState(MigrationFeature.CANARY, true));

        face.importFrom(other, KIM);
        other.setFeatureState(new FeatureState(MigrationFeature.NEW_PIPELINE, true));

        assertThat(flags.current().percentage()).isEqualTo(Share.of(25));
        assertThat(flags.current().canary().enabled()).isTrue();
    }

    @Test
    void refusesToImportWhatHasNoCounterpart() {
        InMemoryStateRepository other = new InMemoryStateRepository();
        other.setFeatureState(new FeatureState(MigrationFeature.NEW_PIPELINE, true).setStrategyId("script"));

        assertThatThrownBy(() -> face.importFrom(other, KIM))
                .hasMessage("strategy must be none, gradual, username or migration-percentage, but was script");
        other.setFeatureState(new FeatureState(MigrationFeature.NEW_PIPELINE, true)
                .setStrategyId("gradual")
                .setParameter("percentage", "999"));
        assertThatThrownBy(() -> face.importFrom(other, KIM)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void describesItsParametersToAnyConsole() {
        assertThat(foreign.getActivationStrategies())
                .filteredOn(strategy -> strategy.getId().equals("migration-percentage"))
                .singleElement()
                .satisfies(strategy -> {
                    assertThat(strategy.getParameters()[0].isValid("12.5")).isTrue();
                    assertThat(strategy.getParameters()[0].isValid("101")).isFalse();
                    assertThat(strategy.getParameters()[0].isValid("25%")).isFalse();
                });
    }

    private void agree() {
        for (int number = 0; number < 10_000; number++) {
            String key = number == 4 ? " k4" : number == 2 ? "k,2" : number == 3 ? "\"k3\"" : "k" + number;
            user.set(new SimpleFeatureUser(key));
            boolean isNew = flags.snapshot().assign(key, KeyPins.NONE).route() == Route.NEW;
            if (ours.isActive(MigrationFeature.NEW_PIPELINE) != isNew
                    || foreign.isActive(MigrationFeature.NEW_PIPELINE) != isNew) {
                assertThat(key).as("disagrees under %s", flags.current()).isNull();
            }
        }
        user.set(null);
        boolean isNew = flags.snapshot().assign(null, KeyPins.NONE).route() == Route.NEW;
        assertThat(foreign.isActive(MigrationFeature.NEW_PIPELINE)).isEqualTo(isNew);
    }

    private void record(String section, Object content) {
        store.commit(StateChange.of(NAME, "TEST", KIM)
                .change(document -> document.with(section, content))
                .build());
    }
}
