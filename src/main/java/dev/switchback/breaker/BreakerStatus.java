package dev.switchback.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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
 * @param origin who opened it, and when its own calls last did
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
        Origin origin,
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

    /** Who opened a breaker; written in lower case. */
    public enum OpenedBy {
        /** This process's own calls: failures, slow calls, a failed or missing probe. */
        ERRORS,
        /** So many other nodes that tripped by their own calls. */
        FLEET,
        /** A person. */
        OPERATOR,
        /** A rollback. */
        ROLLBACK;

        /** {@return the name in lower case} */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static OpenedBy of(BreakerCause cause) {
            return switch (cause) {
                case FLEET -> FLEET;
                case BY_HAND -> OPERATOR;
                case ROLLBACK -> ROLLBACK;
                default -> ERRORS;
            };
        }
    }

    /**
     * Where the state of a breaker comes from.
     *
     * @param openedBy who opened it last; empty while no call is kept away
     * @param ownTrip when this process's own calls opened it last; empty once it has closed
     * @param closedAt when it was last closed, by probes or by hand; empty if it never was
     */
    public record Origin(Optional<OpenedBy> openedBy, Optional<Instant> ownTrip, Optional<Instant> closedAt) {

        /** Of a breaker that has never been open. */
        public static final Origin NONE = new Origin(Optional.empty(), Optional.empty(), Optional.empty());

        Origin opened(BreakerCause cause, Instant at) {
            OpenedBy by = OpenedBy.of(cause);
            return new Origin(Optional.of(by), by == OpenedBy.ERRORS ? Optional.of(at) : ownTrip, closedAt);
        }

        Origin closed(Optional<Instant> at) {
            return new Origin(Optional.empty(), Optional.empty(), at.or(() -> closedAt));
        }
    }
}
