package dev.switchback.flags.togglz;

import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Share;
import dev.switchback.pipeline.InvalidValueException;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.togglz.core.activation.GradualActivationStrategy;
import org.togglz.core.activation.UsernameActivationStrategy;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.StateRepository;

/** What a repository of somebody else says about the features of a migration, as an edit of the settings. */
final class ForeignState {

    private ForeignState() {}

    /**
     * Reads the features that are there; the others keep what they have.
     *
     * @throws InvalidValueException for a strategy that has no counterpart, and for a bad parameter of one that has
     */
    static UnaryOperator<Settings> edit(StateRepository foreign) {
        UnaryOperator<Settings> edit = UnaryOperator.identity();
        for (MigrationFeature feature : MigrationFeature.values()) {
            FeatureState state = foreign.getFeatureState(feature);
            if (state != null) {
                UnaryOperator<Settings> before = edit;
                UnaryOperator<Settings> own = edit(feature, state);
                edit = settings -> own.apply(before.apply(settings));
            }
        }
        return edit;
    }

    private static UnaryOperator<Settings> edit(MigrationFeature feature, FeatureState state) {
        if (feature == MigrationFeature.NEW_PIPELINE) {
            return pipeline(state);
        }
        UnaryOperator<Settings> edit = feature.toggle()
                .map(toggle -> toggle.read(toggle.property(), Boolean.toString(state.isEnabled())))
                .orElse(UnaryOperator.identity());
        return parameters(feature, state, edit);
    }

    private static UnaryOperator<Settings> pipeline(FeatureState state) {
        if (!state.isEnabled()) {
            return settings -> settings.withPercentage(Share.NONE).withForcedKeys(Set.of());
        }
        String strategy = state.getStrategyId() == null ? "" : state.getStrategyId();
        return switch (strategy) {
            case "" -> settings -> settings.withPercentage(Share.ALL);
            case GradualActivationStrategy.ID ->
                Setting.PERCENTAGE.read("percentage", text(state, GradualActivationStrategy.PARAM_PERCENTAGE));
            case UsernameActivationStrategy.ID -> {
                UnaryOperator<Settings> users =
                        Setting.FORCED_KEYS.read("users", text(state, UsernameActivationStrategy.PARAM_USERS));
                yield settings -> users.apply(settings).withPercentage(Share.NONE);
            }
            case MigrationPercentageStrategy.ID ->
                parameters(MigrationFeature.NEW_PIPELINE, state, UnaryOperator.identity());
            default ->
                throw InvalidValueException.of("strategy", "none, gradual, username or migration-percentage", strategy);
        };
    }

    private static UnaryOperator<Settings> parameters(
            MigrationFeature feature, FeatureState state, UnaryOperator<Settings> first) {
        UnaryOperator<Settings> edit = first;
        for (Setting setting : feature.parameters()) {
            String text = text(state, setting.property());
            if (!text.isEmpty() && setting != Setting.OVERRIDE) { // a person's word is not taken over from elsewhere
                UnaryOperator<Settings> before = edit;
                UnaryOperator<Settings> own = setting.read(setting.property(), text);
                edit = settings -> own.apply(before.apply(settings));
            }
        }
        return edit;
    }

    private static String text(FeatureState state, String parameter) {
        String text = state.getParameter(parameter);
        return text == null ? "" : text;
    }
}
