package dev.switchback.router.node;

import dev.switchback.breaker.Breaker;
import dev.switchback.breaker.BreakerState;
import dev.switchback.breaker.BreakerStatus;
import dev.switchback.event.EventBus;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.NodeReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens this process's breaker when enough other nodes tripped by their own calls: half of the live ones, but at least
 * two, or as many as was asked for.
 *
 * <p>A trip counts for as long as it keeps calls away on its node, and not longer than the error window. A breaker that
 * the fleet, a person or a rollback opened is no evidence. One that has been closed since, by its probes or by hand, is
 * opened again only if a later trip is among them (runbook/decisions/0010). Where nodes may have clocks of their own,
 * what they say is translated into the time of this one's.
 *
 * @see BreakerOpenedByFleet what it tells
 */
public final class FleetBreaker {

    private static final Logger log = LoggerFactory.getLogger(FleetBreaker.class);

    private final Parts parts;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Makes the one of a process; it looks when it is told to. */
    public FleetBreaker(Parts parts) {
        this.parts = parts;
    }

    /** Looks at the other nodes, unless that is under way, on the executor: it reads the store. Never throws. */
    public void look() {
        if (parts.breaker().state() != BreakerState.CLOSED || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            parts.executor().execute(this::lookNow);
        } catch (RejectedExecutionException closing) {
            looking.set(false);
            log.debug("[Breaker] the fleet is not looked at any more: closing", closing);
        }
    }

    private void lookNow() {
        try {
            follow(parts.breaker());
        } catch (RuntimeException unreadable) { // the next tick looks again
            log.debug("[Breaker] what the other nodes say cannot be read", unreadable);
        } finally {
            looking.set(false);
        }
    }

    private void follow(Breaker breaker) {
        List<NodeReport> live = parts.fleet().view().lately();
        BreakerStatus own = breaker.status(); // after the reports, or a reset meanwhile would look older than they are
        Instant windowBegins = parts.clock().instant().minus(own.errorWindow());
        Instant closed = own.origin().closedAt().orElse(Instant.MIN);
        List<Trip> trips = live.stream()
                .filter(report -> !report.node().equals(parts.fleet().node()))
                .flatMap(Trip::of)
                .filter(trip -> trip.at().isAfter(windowBegins))
                .toList();
        int needed = parts.quorum().orElse(Math.max(2, (live.size() + 1) / 2));
        if (trips.size() < needed || trips.stream().noneMatch(trip -> trip.at().isAfter(closed))) {
            return;
        }
        List<String> nodes = trips.stream().map(Trip::node).sorted().toList();
        Instant until = trips.stream().map(Trip::until).max(Instant::compareTo).orElseThrow();
        String why = "%d of %d nodes tripped (%s)".formatted(nodes.size(), live.size(), shown(nodes));
        if (breaker.openWithFleet(why, until)) {
            Instant now = parts.clock().instant();
            Optional<Instant> waits = breaker.status().openUntil();
            parts.events()
                    .publish(() -> new BreakerOpenedByFleet(now, parts.migration(), nodes, live.size(), needed, waits));
        }
    }

    /** The sentence goes into logs, reports and the status of a terminal. */
    private static String shown(List<String> nodes) {
        String first = nodes.stream().limit(5).collect(Collectors.joining(", "));
        return nodes.size() <= 5 ? first : first + " and %d more".formatted(nodes.size() - 5);
    }

    /**
     * What it is put together from.
     *
     * @param migration the migration's name
     * @param breaker this process's breaker
     * @param fleet this process's place among the nodes
     * @param events where it is told
     * @param clock wall time, by which the trips of all nodes are judged
     * @param quorum how many nodes open the others; empty for half of the live ones, but at least two
     * @param executor reads the store, on a thread that no request waits for
     */
    public record Parts(
            String migration,
            Breaker breaker,
            Fleet fleet,
            EventBus events,
            Clock clock,
            OptionalInt quorum,
            Executor executor) {}

    /** A trip of another node that keeps calls away there, by the clock of this one. */
    private record Trip(String node, Instant at, Instant until) {

        /** What looks like a difference of clocks, and is no greater, may be the way of a report to the store. */
        private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

        static Stream<Trip> of(NodeReport report) {
            Duration ahead = report.clockSkew()
                    .filter(skew -> skew.abs().compareTo(ON_THE_WAY) > 0)
                    .orElse(Duration.ZERO);
            return NodeDetails.read(report.details()).map(NodeDetails::breaker).stream()
                    .filter(breaker -> breaker.isOpen() && breaker.ownTrip() != null)
                    .map(breaker -> new Trip(report.node(), breaker.ownTrip().minus(ahead), until(breaker, ahead)));
        }

        private static Instant until(BreakerView breaker, Duration ahead) {
            return breaker.openUntil() == null
                    ? Instant.EPOCH
                    : breaker.openUntil().minus(ahead);
        }
    }
}
