package dev.switchback.breaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of a breaker outlives its process.
 *
 * @param state the state it was in
 * @param since when it came into that state
 * @param openUntil when the next call may probe; empty unless it is open and waits
 * @param trips how often it has tripped since the last clean hour
 * @param lastTrip the last trip
 * @param origin who opened it, and when its own calls last did
 * @param failures when the last failures that count in the window happened, oldest first; at most twice the threshold
 */
public record BreakerMemory(
        BreakerState state,
        Instant since,
        Optional<Instant> openUntil,
        int trips,
        Optional<Instant> lastTrip,
        BreakerStatus.Origin origin,
        List<Instant> failures) {

    public BreakerMemory {
        origin = origin == null ? BreakerStatus.Origin.NONE : origin; // as an earlier version left it
        failures = List.copyOf(failures);
    }
}
