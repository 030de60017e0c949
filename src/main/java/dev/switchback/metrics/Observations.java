package dev.switchback.metrics;

import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.OpenSpans;
import dev.switchback.event.Phase;
import dev.switchback.event.Subscription;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes Micrometer observations of events, for timers and traces: {@code switchback.rollback_migration} lasts from
 * {@code .start} to {@code .finish} or, with an error, to {@code .failed}; what has no length is started and stopped.
 *
 * <p>Keys have few values: {@code migration}, and of the payload what comes from a closed list. Thread-safe. No scope is
 * opened: an observation may end on another thread than it began on.
 */
public final class Observations implements Consumer<MigrationEvent> {

    /** What of a payload comes from closed lists. */
    private static final Set<String> CLOSED =
            Set.of("trigger", "dry_run", "manual_mode", "result", "served", "route", "fallback");

    private final ObservationRegistry registry;
    private final OpenSpans<Observation> open = new OpenSpans<>();

    /** Makes a subscriber that observes into a registry. */
    public Observations(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** {@return a subscription to everything that a source tells, on the publishers' threads, as durations ask for} */
    public static Subscription subscribe(EventSource events, ObservationRegistry registry) {
        return events.inline().onName("*", new Observations(registry));
    }

    @Override
    public void accept(MigrationEvent event) {
        Phase phase = Phase.of(event);
        if (phase == Phase.START) {
            open.begin(event, observation(event, phase).start());
            return;
        }
        Observation observed =
                open.end(event).orElseGet(() -> observation(event, phase).start());
        if (phase == Phase.FAILED) {
            observed.error(new FailedException(event.payload()));
        }
        observed.stop();
    }

    private Observation observation(MigrationEvent event, Phase phase) {
        Observation observation = Observation.createNotStarted(phase.stem(event), registry)
                .lowCardinalityKeyValue("migration", event.migration());
        event.payload().forEach((name, value) -> {
            if (CLOSED.contains(name)) {
                observation.lowCardinalityKeyValue(name, String.valueOf(value));
            }
        });
        return observation;
    }

    /** What an observation is told of a failure; there is no stack, as what was thrown stayed where it was. */
    private static final class FailedException extends Exception {

        private static final long serialVersionUID = 1L;

        FailedException(Map<String, Object> payload) {
            super(String.valueOf(payload.getOrDefault("error_message", payload.get("error"))), null, false, false);
        }
    }
}
