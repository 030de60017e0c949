package dev.switchback.router.node;

import dev.switchback.event.Subscription;
import dev.switchback.fleet.Fleet;
import dev.switchback.pipeline.Route;
import dev.switchback.router.way.Routing;
import dev.switchback.state.HistoryEntry;
import dev.switchback.state.StateStore;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Does what records of the journal ask of this process, and answers in its node file: it has the pipelines. */
public final class NodeRequests implements AutoCloseable {

    /** Asks to send the probes to one side, named by {@code data.side}. */
    public static final String PROBE = "PROBE_REQUESTED";
    /** Asks to close the breaker if the new pipeline passes its probes; {@code data.unprobed} leaves them out. */
    public static final String RESET = "BREAKER_RESET_REQUESTED";
    /** Asks to open the breaker for its recovery time. */
    public static final String TRIP = "BREAKER_TRIP_REQUESTED";

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
            case PROBE, RESET, TRIP -> {
                try {
                    executor.execute(() -> answer(entry));
                } catch (RejectedExecutionException closing) {
                    fleet.answer(entry.sequence(), entry.type(), false, "the process is closing");
                }
            }
            default -> {
                // every other record is somebody else's to follow
            }
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
        routing.breaker().reset(entry.reason());
        answerWithState(entry, !routing.breaker().state().isOpen());
    }

    private void trip(HistoryEntry entry) {
        routing.breaker().trip(entry.reason());
        answerWithState(entry, routing.breaker().state().isOpen());
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
