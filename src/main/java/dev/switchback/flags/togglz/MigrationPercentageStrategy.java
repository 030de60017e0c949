package dev.switchback.flags.togglz;

import dev.switchback.flags.KeyPins;
import dev.switchback.flags.MigrationFeatureFlags;
import dev.switchback.flags.Setting;
import dev.switchback.flags.Settings;
import dev.switchback.flags.Snapshot;
import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import org.jspecify.annotations.Nullable;
import org.togglz.core.activation.Parameter;
import org.togglz.core.activation.ParameterBuilder;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.spi.ActivationStrategy;
import org.togglz.core.user.FeatureUser;

/**
 * The assignment of keys as a Togglz strategy: active for a user whose name, as a routing key, is assigned to new.
 *
 * <p>Bound to flags, it asks their snapshot. Found by Togglz itself, it works the same rules out from the parameters
 * that our repository puts beside the feature, so that any manager on that repository agrees with the router;
 * parameters that cannot be read mean legacy. Breakers and pinned keys are a node's own and not asked.
 */
public final class MigrationPercentageStrategy implements ActivationStrategy {

    /** The strategy's id. */
    public static final String ID = "migration-percentage";

    static final String SALT = "salt";
    static final String ROLLBACK = "rollback";
    static final String GENERATION = "generation";
    static final String REASON = "reason";
    static final String NOT_ROLLED_BACK = "active";

    private final @Nullable MigrationFeatureFlags flags;

    /** Makes one that works from parameters; called by Togglz. */
    public MigrationPercentageStrategy() {
        this.flags = null;
    }

    MigrationPercentageStrategy(MigrationFeatureFlags flags) {
        this.flags = flags;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "Percentage of keys (Switchback)";
    }

    @Override
    public boolean isActive(FeatureState state, @Nullable FeatureUser user) {
        String key = user == null ? null : user.getName();
        if (flags != null) {
            return isNew(flags.snapshot(), key);
        }
        String rollback = state.getParameter(ROLLBACK);
        if (rollback != null && !rollback.equals(NOT_ROLLED_BACK)) {
            return false;
        }
        try {
            String salt = state.getParameter(SALT);
            return isNew(Snapshot.of(salt == null ? "" : salt, settings(state)), key);
        } catch (InvalidValueException unknown) { // a strategy has nobody to tell: unknown means legacy
            return false;
        }
    }

    @Override
    public Parameter[] getParameters() {
        return new Parameter[] {
            parameter(Setting.PERCENTAGE, "Percentage", "Share of the keys on new: 0 to 100, at most three decimals")
                    .matching("100(\\.0{1,3})?|[0-9]{1,2}(\\.[0-9]{1,3})?"),
            parameter(Setting.FORCED_KEYS, "Forced keys", "On new at any percentage, separated by commas")
                    .optional()
                    .largeText(),
            parameter(Setting.DENIED_KEYS, "Denied keys", "On legacy at any percentage, separated by commas")
                    .optional()
                    .largeText(),
            parameter(Setting.OVERRIDE, "Override", "new or none; to override to legacy, switch the feature off")
                    .matching("new|none|legacy")
                    .optional(),
            ParameterBuilder.create(REASON)
                    .label("Reason")
                    .description("Why it is changed")
                    .optional(),
            shown(GENERATION, "Generation", "The state that this page shows; a change of an older one is refused"),
            shown(SALT, "Salt", "The migration's name; it fixes who is in the cohort and cannot be changed"),
            shown(ROLLBACK, "Rollback", "Anything but active holds every key on legacy; cannot be changed here"),
        };
    }

    private static Settings settings(FeatureState state) {
        Settings settings = Settings.DEFAULTS;
        for (Setting setting : MigrationFeature.NEW_PIPELINE.parameters()) {
            String text = state.getParameter(setting.property());
            if (text != null && !text.isEmpty()) {
                settings = setting.read(setting.property(), text).apply(settings);
            }
        }
        return settings;
    }

    private static boolean isNew(Snapshot snapshot, @Nullable String key) {
        return snapshot.assign(key, KeyPins.NONE).route() == Route.NEW;
    }

    private static ParameterBuilder parameter(Setting setting, String label, String description) {
        return ParameterBuilder.create(setting.property()).label(label).description(description);
    }

    private static ParameterBuilder shown(String name, String label, String description) {
        return ParameterBuilder.create(name)
                .label(label)
                .description(description)
                .optional();
    }
}
