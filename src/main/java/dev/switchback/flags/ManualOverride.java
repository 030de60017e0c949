package dev.switchback.flags;

import dev.switchback.pipeline.InvalidValueException;
import dev.switchback.pipeline.Route;
import dev.switchback.state.Attribution;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's word on where all keys go, whatever the percentage says.
 *
 * @param mode the side; an override to new still asks the breaker, and denied keys stay on legacy
 * @param by who, under the rules of {@link Attribution}
 * @param reason why, under the rules of {@link Attribution}
 * @param until the instant from which it no longer holds; empty for until it is taken away
 */
public record ManualOverride(Route mode, String by, String reason, Optional<Instant> until) {

    private static final String PARTS = "override";

    public ManualOverride {
        InvalidValueException.unless(mode != null, PARTS + ".mode", "legacy or new", mode);
        Attribution checked = Attribution.api(by, reason);
        by = checked.operator();
        reason = checked.reason();
        InvalidValueException.unless(until != null, PARTS + ".until", "an instant or empty", until);
    }

    /** {@return an override without an end} */
    public static ManualOverride to(Route mode, String by, String reason) {
        return new ManualOverride(mode, by, reason, Optional.empty());
    }

    /** {@return this override, ending at an instant} */
    public ManualOverride until(Instant end) {
        return new ManualOverride(mode, by, reason, Optional.of(end));
    }

    /** {@return whether it still holds} */
    public boolean holdsAt(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }

    /** {@return whether all keys are sent to legacy} */
    public boolean isLegacy() {
        return mode == Route.LEGACY;
    }
}
