package dev.switchback.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A breaker at one moment.
 *
 * @param state what it does with calls
 * @param since when it came into that state
 * @param reason why it did, a sentence
 * @param openUntil when the next call may probe; empty unless it is open and waits
 * @param errors failures in the window
 * @param calls calls in the window that ended, failures included
 * @param failureRate failures among them in percent; empty below the minimum of calls
 * @param trips how often it has tripped since the last clean hour
 * @param lastTrip the last trip
 * @param falseTrips what the error threshold costs by chance
 * @param settings its settings
 */
public record BreakerStatus(
        BreakerState state,
        Instant since,
        String reason,
        Optional<Instant> openUntil,
        int errors,
        int calls,
        OptionalDouble failureRate,
        int trips,
        Optional<Instant> lastTrip,
        FalseTrips falseTrips,
        BreakerSettings settings) {

    /** {@return how many failures in the window open it} */
    public int errorThreshold() {
        return settings.errorThreshold();
    }

    /** {@return the length of the window in which failures are counted} */
    public Duration errorWindow() {
        return settings.errorWindow();
    }
}
