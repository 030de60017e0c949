package dev.switchback.breaker;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Locale;
import java.util.stream.Stream;

/** What a breaker does with calls that would go to the new pipeline; written in lower snake case. */
public enum BreakerState {
    /** Every call may go; failures are counted against the thresholds. */
    CLOSED,
    /** No call may go until the wait is over; the first call after it is a probe. */
    OPEN,
    /** A few probes may go: if all pass it closes, the first that fails opens it again. */
    HALF_OPEN,
    /** No call may go until somebody says so; time does not change it. */
    FORCED_OPEN,
    /** Every call may go and is counted, and nothing ever trips. */
    DISABLED;

    /** {@return the name in lower snake case} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return whether the new pipeline is out of service, probes apart} */
    public boolean isOpen() {
        return this == OPEN || this == HALF_OPEN || this == FORCED_OPEN;
    }

    /**
     * Returns the state of that text.
     *
     * @throws InvalidValueException if there is none
     */
    public static BreakerState parse(String text) {
        return Stream.of(values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        "breaker state", "closed, open, half_open, forced_open or disabled", text));
    }
}
