package dev.switchback.rollback.signal;

import java.util.Map;

/**
 * Where the figures come from that speak for a rollback or against it; asked at any time, from any thread, without I/O.
 *
 * <p>It never travels on the event bus, which may drop: the features that count calls implement it.
 */
@FunctionalInterface
public interface Signal {

    /** {@return the figures of the present window} */
    Vitals vitals();

    /** {@return the settings in force, as the status shows them; names in camel case, values that JSON can hold} */
    default Map<String, Object> flags() {
        return Map.of();
    }

    /** {@return the breaker's state in lower snake case, {@code unknown} where there is none} */
    default String breaker() {
        return "unknown";
    }

    /** {@return the signal of a process that counts no calls} */
    static Signal none() {
        return () -> Vitals.NONE;
    }
}
