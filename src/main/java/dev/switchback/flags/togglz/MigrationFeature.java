package dev.switchback.flags.togglz;

import dev.switchback.flags.Setting;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.togglz.core.Feature;
import org.togglz.core.annotation.Label;

/** The flags of a migration as Togglz features: what a console can switch, and the parameters beside each switch. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
public enum MigrationFeature implements Feature {
    /** The new pipeline: switched off, everything goes to legacy; the percentage stays. */
    @Label("New pipeline: switched off, every key goes to legacy")
    NEW_PIPELINE(null, Setting.PERCENTAGE, Setting.FORCED_KEYS, Setting.DENIED_KEYS, Setting.OVERRIDE),
    /** Canaries. */
    @Label("Canary: both sides run and are compared")
    CANARY(Setting.CANARY, Setting.CANARY_SAMPLE, Setting.CANARY_TIMEOUT),
    /** The breaker. */
    @Label("Circuit breaker: takes the new pipeline out of service on an error burst")
    CIRCUIT_BREAKER(Setting.BREAKER, Setting.ERROR_THRESHOLD, Setting.ERROR_WINDOW, Setting.RECOVERY),
    /** The automatic rollback. */
    @Label("Automatic rollback on bad evidence")
    AUTO_ROLLBACK(Setting.AUTO_ROLLBACK),
    /** The log of each decision. */
    @Label("Detailed logging of each routing decision")
    DETAILED_LOGGING(Setting.DETAILED_LOGGING),
    /** The fallback. */
    @Label("Fallback: legacy answers when the new pipeline fails")
    FALLBACK_TO_LEGACY(Setting.FALLBACK_TO_LEGACY);

    private final @Nullable Setting toggle;
    private final List<Setting> parameters;

    MigrationFeature(@Nullable Setting toggle, Setting... parameters) {
        this.toggle = toggle;
        this.parameters = List.of(parameters);
    }

    /** {@return the setting behind the switch; empty for the new pipeline, whose switch is the override to legacy} */
    Optional<Setting> toggle() {
        return Optional.ofNullable(toggle);
    }

    List<Setting> parameters() {
        return parameters;
    }

    /** {@return the feature of that name, empty if none is ours} */
    static Optional<MigrationFeature> named(String name) {
        for (MigrationFeature feature : values()) {
            if (feature.name().equals(name)) {
                return Optional.of(feature);
            }
        }
        return Optional.empty();
    }
}
