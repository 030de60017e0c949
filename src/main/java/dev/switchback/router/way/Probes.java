package dev.switchback.router.way;

import dev.switchback.pipeline.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Requests that do no harm, one for each adapter that named one, ready to be sent to either side. */
public final class Probes {

    private final InFlight inFlight;
    private final List<Probe> probes = new CopyOnWriteArrayList<>();

    Probes(InFlight inFlight) {
        this.inFlight = inFlight;
    }

    void add(Callable<?> legacy, Callable<?> newSide) {
        probes.add(new Probe(legacy, newSide));
    }

    /** {@return whether no adapter has a probe} */
    public boolean isEmpty() {
        return probes.isEmpty();
    }

    /**
     * Sends every adapter's probe to one side, marked as such: it runs although the migration is held on legacy, and
     * counts neither as a request nor on the breaker.
     *
     * @return what went wrong, a sentence each; empty when every probe passed
     */
    public List<String> run(Route route) {
        List<String> problems = new ArrayList<>();
        for (Probe probe : probes) {
            try {
                send(route, probe);
            } catch (Throwable thrown) { // a broken pipeline throws anything, and that is what is asked
                problems.add("%s probe failed: %s"
                        .formatted(route.text(), thrown.getClass().getName()));
            }
        }
        return problems;
    }

    private void send(Route route, Probe probe) throws Exception {
        if (route == Route.LEGACY) {
            probe.legacy().call();
            return;
        }
        inFlight.start();
        try {
            probe.newSide().call();
        } finally {
            inFlight.finish();
        }
    }

    private record Probe(Callable<?> legacy, Callable<?> newSide) {}
}
