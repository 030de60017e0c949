package dev.switchback.flags.togglz;

import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Attribution;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.togglz.core.Feature;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.StateRepository;

/**
 * A state repository that holds nothing: it reads the snapshot, and writes what differs from it by compare-and-set.
 *
 * <p>A parameter that is not given keeps its value, since a console's toggle sends a feature without its parameters. A
 * page that sends the generation it showed is refused when that has moved on.
 */
final class FlagsStateRepository implements StateRepository {

    private static final Pattern GENERATION = Pattern.compile("[0-9]{1,18}");

    private final MigrationFeatureFlags flags;
    private final Supplier<String> operator;

    FlagsStateRepository(MigrationFeatureFlags flags, Supplier<String> operator) {
        this.flags = flags;
        this.operator = operator;
    }

    /** {@return the feature as it is in force; null, which means unknown to Togglz, if it is not ours} */
    @Override
    public @Nullable FeatureState getFeatureState(Feature feature) {
        return MigrationFeature.named(feature.name())
                .map(ours -> shown(feature, ours, flags.snapshot()))
                .orElse(null);
    }

    /**
     * Changes what differs from what is shown.
     *
     * @throws InvalidValueException for a feature, a strategy or a value that is not ours ; nothing was changed
     * @throws dev.switchback.state.StateConflictException if it is away from safety and the state has moved on
     */
    @Override
    public void setFeatureState(FeatureState wanted) {
        String name = wanted.getFeature().name();
        MigrationFeature ours = MigrationFeature.named(name)
                .orElseThrow(() -> InvalidValueException.of("feature", "a feature of the migration", name));
        Snapshot snapshot = flags.snapshot();
        FeatureState shown = shown(wanted.getFeature(), ours, snapshot);
        checkStrategy(wanted, shown);
        Attribution by = new Attribution(
                operator.get(),
                given(wanted, MigrationPercentageStrategy.REASON).orElse("changed in Togglz"),
                "togglz");
        UnaryOperator<Settings> edit = edit(ours, wanted, shown, by);
        if (!edit.apply(snapshot.settings()).equals(snapshot.settings())) {
            flags.change(edit, by, seen(wanted, snapshot));
        }
    }

    static FeatureState shown(Feature feature, MigrationFeature ours, Snapshot snapshot) {
        Settings settings = snapshot.settings();
        FeatureState state = new FeatureState(feature, isEnabled(ours, settings));
        ours.parameters().forEach(setting -> state.setParameter(setting.property(), setting.text(settings)));
        if (ours == MigrationFeature.NEW_PIPELINE) {
            state.setStrategyId(MigrationPercentageStrategy.ID);
            state.setParameter(MigrationPercentageStrategy.SALT, snapshot.migration());
            state.setParameter(MigrationPercentageStrategy.GENERATION, Long.toString(snapshot.generation()));
            state.setParameter(
                    MigrationPercentageStrategy.ROLLBACK,
                    snapshot.forcedLegacy() ? holding(snapshot) : MigrationPercentageStrategy.NOT_ROLLED_BACK);
        }
        return state;
    }

    private static String holding(Snapshot snapshot) {
        return snapshot.unreadable().isPresent() ? "state_unreadable" : "rolled_back";
    }

    private static boolean isEnabled(MigrationFeature ours, Settings settings) {
        return ours.toggle()
                .map(toggle -> Boolean.parseBoolean(toggle.text(settings)))
                .orElse(settings.override().filter(ManualOverride::isLegacy).isEmpty());
    }

    private static void checkStrategy(FeatureState wanted, FeatureState shown) {
        String strategy = wanted.getStrategyId();
        InvalidValueException.unless(
                strategy == null || strategy.isEmpty() || strategy.equals(shown.getStrategyId()),
                "strategy",
                shown.getStrategyId() == null ? "none" : shown.getStrategyId(),
                strategy);
        String salt = wanted.getParameter(MigrationPercentageStrategy.SALT);
        InvalidValueException.unless(
                salt == null || salt.equals(shown.getParameter(MigrationPercentageStrategy.SALT)),
                "salt",
                "the migration's name",
                salt);
    }

    private static UnaryOperator<Settings> edit(
            MigrationFeature ours, FeatureState wanted, FeatureState shown, Attribution by) {
        UnaryOperator<Settings> edit = UnaryOperator.identity();
        for (Setting setting : ours.parameters()) {
            String text = wanted.getParameter(setting.property());
            if (setting != Setting.OVERRIDE && text != null && !text.equals(shown.getParameter(setting.property()))) {
                edit = then(edit, parameter(setting, text));
            }
        }
        if (ours == MigrationFeature.NEW_PIPELINE) {
            return then(edit, override(wanted, shown, by));
        }
        if (wanted.isEnabled() != shown.isEnabled() && ours.toggle().isPresent()) {
            Setting toggle = ours.toggle().get();
            return then(edit, toggle.read(toggle.property(), Boolean.toString(wanted.isEnabled())));
        }
        return edit;
    }

    private static UnaryOperator<Settings> parameter(Setting setting, String text) {
        if (text.isBlank() && setting == Setting.FORCED_KEYS) {
            return settings -> settings.withForcedKeys(Set.of());
        }
        if (text.isBlank() && setting == Setting.DENIED_KEYS) {
            return settings -> settings.withDeniedKeys(Set.of());
        }
        return setting.read(setting.property(), text);
    }

    /** Off is the override to legacy; on again takes it away, unless the page asks for the override to new. */
    private static UnaryOperator<Settings> override(FeatureState wanted, FeatureState shown, Attribution by) {
        String name = Setting.OVERRIDE.property();
        String was = String.valueOf(shown.getParameter(name));
        String text = Optional.ofNullable(wanted.getParameter(name)).orElse(was);
        if (!wanted.isEnabled()) {
            text = Route.LEGACY.text();
        } else if (!shown.isEnabled() && text.equals(Route.LEGACY.text())) {
            text = "none";
        }
        if (text.equals(was)) {
            return UnaryOperator.identity();
        }
        Optional<ManualOverride> word = Setting.OVERRIDE
                .read(name, text)
                .apply(Settings.DEFAULTS)
                .override()
                .map(mode -> ManualOverride.to(mode.mode(), by.operator(), by.reason()));
        return settings -> settings.withOverride(word);
    }

    private static long seen(FeatureState wanted, Snapshot snapshot) {
        Optional<String> generation = given(wanted, MigrationPercentageStrategy.GENERATION);
        generation.ifPresent(text ->
                InvalidValueException.unless(GENERATION.matcher(text).matches(), "generation", "a whole number", text));
        return generation.map(Long::parseLong).orElse(snapshot.generation());
    }

    private static Optional<String> given(FeatureState wanted, String name) {
        return Optional.ofNullable(wanted.getParameter(name)).filter(text -> !text.isBlank());
    }

    private static UnaryOperator<Settings> then(UnaryOperator<Settings> first, UnaryOperator<Settings> second) {
        return settings -> second.apply(first.apply(settings));
    }
}
