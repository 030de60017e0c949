package dev.switchback.breaker;

import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A breaker went from one state to another.
 *
 * @param migration the name of the migration
 * @param from the state it left
 * @param to the state it is in now
 * @param cause why, for machines
 * @param reason why, a sentence for people
 * @param by who made it change
 * @param at when, by the wall clock
 * @param openUntil when the next call may probe; empty unless it is open and waits
 * @param errors failures in the window when it happened
 * @param trips how often it has tripped since the last clean hour
 */
public record BreakerTransition(
        String migration,
        BreakerState from,
        BreakerState to,
        BreakerCause cause,
        String reason,
        By by,
        Instant at,
        Optional<Instant> openUntil,
        int errors,
        int trips)
        implements MigrationEvent {

    /**
     * Who makes a breaker change.
     *
     * @param operator the person, or {@code switchback} for itself
     * @param source by which way: {@code automatic}, or as in an attribution {@code cli}, {@code api}
     */
    public record By(String operator, String source) {

        /** The library itself: calls, probes, time. */
        public static final By ITSELF = new By("switchback", "automatic");
    }

    @Override
    public String name() {
        return "switchback.breaker.transition";
    }

    /** {@return whether it opened for a wait: by failures, slow calls, a failed or missing probe, by hand or fleet} */
    public boolean isTrip() {
        return to == BreakerState.OPEN
                && cause != BreakerCause.CONFIGURED
                && cause != BreakerCause.RESTORED
                && cause != BreakerCause.ROLLBACK;
    }

    @Override
    public Severity severity() {
        return isTrip() || to == BreakerState.FORCED_OPEN ? Severity.CRITICAL : Severity.INFO;
    }

    @Override
    public Object subject() {
        return Map.of("old", from, "new", to, "cause", cause);
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("old", from.text());
        payload.put("new", to.text());
        payload.put("cause", cause.text());
        payload.put("operator", by.operator());
        payload.put("source", by.source());
        payload.put("reason", reason);
        payload.put("errors", errors);
        payload.put("trips", trips);
        openUntil.ifPresent(instant -> payload.put("open_until", instant.toString()));
        return Collections.unmodifiableMap(payload);
    }
}
