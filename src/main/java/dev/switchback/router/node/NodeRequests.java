package dev.switchback.router.node;

import dev.switchback.breaker.BreakerTransition.By;
import dev.switchback.event.Subscription;
import dev.switchback.fleet.Fleet;
import dev.switchback.pipeline.Route;
import dev.switchback.router.way.Routing;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what records of the journal ask of this process, and answers in its node file: it has the pipelines.
 *
 * <p>A request of more than five minutes ago, by this process's clock, is left alone: nobody waits for its answer any
 * more, and after an outage of the store, or when a backup is taken in, old records are told as new ones are.
 */
public final class NodeRequests implements AutoCloseable {

    /** Asks to send the probes to one side, named by {@code data.side}. */
    public static final String PROBE = "PROBE_REQUESTED";
    /** Asks to close the breaker if the new pipeline passes its probes; {@code data.unprobed} leaves them out. */
    public static final String RESET = "BREAKER_RESET_REQUESTED";
    /** Asks to open the breaker for its recovery time. */
    public static final String TRIP = "BREAKER_TRIP_REQUESTED";

    private static final Logger log = LoggerFactory.getLogger(NodeRequests.class);
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    private final Routing routing;
    private final Fleet fleet;
    private final Executor executor;
    private final Subscription entries;

    /**
     * Starts to listen.
     *
     * @param executor runs the probes, off the store's thread
     */
    public NodeRequests(StateStore store, Fleet fleet, Routing routing, Executor executor) {
        this.routing = routing;
        this.fleet = fleet;
        this.executor = executor;
        this.entries = store.onEntry(this::heard);
    }

    private void heard(HistoryEntry entry) {
        if (!entry.migration().equals(routing.migration())) {
            return;
        }
        switch (entry.type()) {
            case PROBE, RESET, TRIP -> begin(entry);
            default -> {
                // every other record is somebody else's to follow
            }
        }
    }

    private void begin(HistoryEntry entry) {
        Duration age = Duration.between(entry.at(), routing.clock().instant());
        if (age.compareTo(FORGOTTEN) > 0) {
            log.info(
                    "[Requests] {} of {} ({}) is left alone: it was asked {} s ago; ask again if it is still wanted",
                    entry.type(),
                    entry.operator(),
                    entry.sequence(),
                    age.toSeconds());
            return;
        }
        try {
            executor.execute(() -> answer(entry));
        } catch (RejectedExecutionException closing) {
            fleet.answer(entry.sequence(), entry.type(), false, "the process is closing");
        }
    }

    private void answer(HistoryEntry entry) {
        switch (entry.type()) {
            case PROBE -> probe(entry);
            case RESET -> reset(entry);
            default -> trip(entry);
        }
    }

    private void probe(HistoryEntry entry) {
        Route side = "legacy".equals(entry.data().get("side")) ? Route.LEGACY : Route.NEW;
        if (routing.probes().isEmpty()) {
            fleet.answer(entry.sequence(), PROBE, false, "no adapter has a probe");
            return;
        }
        List<String> problems = routing.probes().run(side);
        String passed = "the %s pipeline answered its probe".formatted(side.text());
        fleet.answer(
                entry.sequence(), PROBE, problems.isEmpty(), problems.isEmpty() ? passed : String.join("; ", problems));
    }

    private void reset(HistoryEntry entry) {
        boolean unprobed = Boolean.TRUE.equals(entry.data().get("unprobed"));
        if (!unprobed && routing.probes().isEmpty()) {
            fleet.answer(entry.sequence(), RESET, false, "no adapter has a probe, so the new pipeline cannot be tried");
            return;
        }
        List<String> problems = unprobed ? List.of() : routing.probes().run(Route.NEW);
        if (!problems.isEmpty()) {
            fleet.answer(entry.sequence(), RESET, false, "breaker stays open: " + String.join("; ", problems));
            return;
        }
        routing.breaker().reset(entry.reason(), by(entry));
        answerWithState(entry, !routing.breaker().state().isOpen());
    }

    private void trip(HistoryEntry entry) {
        routing.breaker().trip(entry.reason(), by(entry));
        answerWithState(entry, routing.breaker().state().isOpen());
    }

    private static By by(HistoryEntry entry) {
        return new By(entry.operator(), String.valueOf(entry.data().getOrDefault("source", "unknown")));
    }

    private void answerWithState(HistoryEntry entry, boolean asAsked) {
        String state = routing.breaker().state().text();
        fleet.answer(entry.sequence(), entry.type(), asAsked, "the breaker is " + state);
    }

    @Override
    public void close() {
        entries.close();
    }
}
