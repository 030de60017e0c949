package dev.switchback.rollback.signal;

import dev.switchback.pipeline.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What made a rollback happen; written in lower snake case, such as {@code emergency_manual}. */
public enum Trigger {
    /** The breaker took the new pipeline out of service. */
    CIRCUIT_BREAKER_TRIPPED(true),
    /** The new pipeline fails too often. */
    ERROR_THRESHOLD_EXCEEDED(true),
    /** The new pipeline is too slow. */
    PERFORMANCE_DEGRADATION(true),
    /** The new pipeline answers differently too often. */
    CANARY_TEST_FAILURES(true),
    /** Something is in a critical state. */
    SYSTEM_HEALTH_CRITICAL(true),
    /** A person wants it back at once. */
    EMERGENCY_MANUAL(false),
    /** A person planned it. */
    PLANNED_MAINTENANCE(false),
    /** A person works on an incident. */
    PRODUCTION_INCIDENT(false),
    /** A person found a wrong setting. */
    CONFIGURATION_ERROR(false),
    /** A person found that something else fails on which the new pipeline depends. */
    EXTERNAL_DEPENDENCY_FAILURE(false);

    private final boolean automatic;
    private final String text = name().toLowerCase(Locale.ROOT);

    Trigger(boolean automatic) {
        this.automatic = automatic;
    }

    /** {@return whether figures pulled it, rather than a person} */
    public boolean isAutomatic() {
        return automatic;
    }

    /** {@return the name in lower snake case} */
    public String text() {
        return text;
    }

    /**
     * Reads the name in lower snake case.
     *
     * @throws InvalidValueException for any other text
     */
    public static Trigger parse(String name, String text) {
        return Arrays.stream(values())
                .filter(trigger -> trigger.text.equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        name,
                        "one of " + Arrays.stream(values()).map(Trigger::text).collect(Collectors.joining(", ")),
                        text));
    }
}
