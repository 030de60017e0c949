package dev.switchback.router.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.breaker.Breaker;
import dev.switchback.breaker.BreakerSettings;
import dev.switchback.breaker.BreakerState;
import dev.switchback.event.EventBus;
import dev.switchback.fleet.Fleet;
import dev.switchback.fleet.NodeReport;
import dev.switchback.router.statistics.Totals;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.Observation;
import dev.switchback.state.StateJson;
import dev.switchback.state.StateStore;
import dev.switchback.testing.FakeClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two nodes whose clocks are not this one's tripped a minute ago. */
class SkewedFleetBreakerTest {

    private static final Duration WAITS = Duration.ofMinutes(15);

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore memory = new MemoryStateStore(clock);
    private final Breaker breaker = Breaker.closed("orders", BreakerSettings.DEFAULTS, clock, clock.nanoTime());
    private final Fleet fleet = Fleet.builder(seeing(), "orders")
            .host("own")
            .clock(clock)
            .processes(pid -> true)
            .join();
    private final FleetBreaker others = new FleetBreaker(new FleetBreaker.Parts(
            "orders", breaker, fleet, new EventBus(Runnable::run), clock, OptionalInt.empty(), Runnable::run));

    @Test
    void countsTheTripsOfNodesWhoseClocksAreBehind() {
        tripped(Duration.ofHours(-1));

        others.look();

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.status().openUntil()).contains(clock.instant().plus(WAITS));
    }

    @Test
    void isNotOpenedAgainByEarlierTripsOfNodesWhoseClocksAreAhead() {
        breaker.trip("a test");
        breaker.reset("mended");
        tripped(Duration.ofHours(1));

        others.look();

        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void isOpenedAgainByLaterTripsOfNodesWhoseClocksAreBehind() {
        breaker.trip("a test");
        breaker.reset("mended");
        clock.advance(Duration.ofMinutes(1).plusNanos(1));
        tripped(Duration.ofMinutes(-4));

        others.look();

        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void takesTheWayToTheStoreForNoDifferenceOfClocks() {
        breaker.trip("a test");
        breaker.reset("mended");
        clock.advance(Duration.ofMinutes(1));
        tripped(Duration.ofSeconds(-2));
        others.look();
        assertThat(breaker.state()).as("two seconds").isEqualTo(BreakerState.CLOSED);

        tripped(Duration.ofSeconds(-2).minusNanos(1));
        clock.advance(Duration.ofNanos(1));
        others.look();
        assertThat(breaker.state()).as("more").isEqualTo(BreakerState.OPEN);
    }

    /** Says of two nodes, by clocks that are before this one's, that they tripped a minute ago. */
    private void tripped(Duration ahead) {
        Instant theirs = clock.instant().plus(ahead);
        BreakerView open = new BreakerView(
                "open", "5 errors", 5, 5, 5, 300, theirs.plus(WAITS), 1, "errors", theirs.minus(Duration.ofMinutes(1)));
        NodeDetails.Recent none = NodeDetails.Recent.NONE;
        Map<String, Object> details = new NodeDetails(
                        0, 0, 0, null, Map.of(), open, 0, 0, 0, "healthy", Totals.ZERO, none, none, null, List.of())
                .toMap();
        for (String host : List.of("a", "b")) {
            String node = "orders." + host;
            memory.observe(
                    node,
                    StateJson.MAPPER.valueToTree(new NodeReport(
                            node, host, "orders", host, 1, null, theirs, null, theirs, Map.of(), details, List.of(), 0,
                            null, null)));
        }
    }

    /** {@return the store, which says of each report that it has just been taken} */
    private StateStore seeing() {
        return (StateStore) Proxy.newProxyInstance(
                StateStore.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("observations")) {
                        Map<String, Observation> seen = new TreeMap<>();
                        memory.observations()
                                .forEach((node, said) ->
                                        seen.put(node, new Observation(said.report(), clock.instant())));
                        return seen;
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
