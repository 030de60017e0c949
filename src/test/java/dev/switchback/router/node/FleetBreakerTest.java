package dev.switchback.router.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.breaker.Breaker;
import dev.switchback.breaker.BreakerSettings;
import dev.switchback.breaker.BreakerState;
import dev.switchback.breaker.BreakerStatus.OpenedBy;
import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.fleet.Fleet;
import dev.switchback.router.statistics.Totals;
import dev.switchback.state.MemoryStateStore;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FleetBreakerTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration RECOVERY = Duration.ofMinutes(10);

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);
    private final List<MigrationEvent> events = new ArrayList<>();
    private final EventBus bus = new EventBus(Runnable::run);
    private final List<Node> nodes = new ArrayList<>();
    private OptionalInt quorum = OptionalInt.empty();

    FleetBreakerTest() {
        bus.onName("switchback.breaker.opened_by_fleet", events::add);
    }

    /** One process of the fleet, of which the test plays the ticks. */
    private final class Node {

        final Breaker breaker = Breaker.closed("orders", BreakerSettings.DEFAULTS, clock, clock.nanoTime());
        final Fleet fleet;
        final FleetBreaker others;

        Node(String host) {
            fleet = Fleet.builder(store, "orders")
                    .host(host)
                    .clock(clock)
                    .processes(pid -> true)
                    .reporting(this::details)
                    .join();
            others = new FleetBreaker(
                    new FleetBreaker.Parts("orders", breaker, fleet, bus, clock, quorum, Runnable::run));
        }

        private Map<String, Object> details() {
            BreakerView view = BreakerView.of(breaker.status());
            NodeDetails.Recent none = NodeDetails.Recent.NONE;
            return new NodeDetails(
                            0, 0, 0, null, Map.of(), view, 0, 0, 0, "healthy", Totals.ZERO, none, none, null, List.of())
                    .toMap();
        }

        void fail() {
            for (int call = 0; call < BreakerSettings.DEFAULTS.errorThreshold(); call++) {
                breaker.failed(breaker.tryAcquire(), 1, new IllegalStateException("broken"));
            }
        }

        void probe() {
            for (int call = 0; call < BreakerSettings.DEFAULTS.halfOpenProbes(); call++) {
                breaker.succeeded(breaker.tryAcquire(), 1);
            }
        }
    }

    private void fleet(int size) {
        for (int node = 0; node < size; node++) {
            nodes.add(new Node(String.valueOf((char) ('a' + node))));
        }
    }

    private Node node(int number) {
        return nodes.get(number);
    }

    private Node last() {
        return node(nodes.size() - 1);
    }

    private void trip(int count) {
        nodes.subList(0, count).forEach(Node::fail);
    }

    private void tick() {
        nodes.forEach(node -> node.fleet.beat());
        nodes.forEach(node -> node.others.look());
    }

    private void after(Duration time) {
        clock.advance(time);
        tick();
    }

    private List<BreakerState> statesAfterTrips(int size, int tripped) {
        fleet(size);
        trip(tripped);
        tick();
        return nodes.stream().map(node -> node.breaker.state()).toList();
    }

    @Test
    void leavesTheOneNodeAlone() {
        assertThat(statesAfterTrips(1, 0)).containsExactly(BreakerState.CLOSED);
    }

    @Test
    void leavesTheOtherOfTwoAlone() {
        assertThat(statesAfterTrips(2, 1)).containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
    }

    @Test
    void opensTheThirdWhenTwoOfThreeHaveTripped() {
        assertThat(statesAfterTrips(3, 2)).containsOnly(BreakerState.OPEN);
    }

    @Test
    void leavesTheOthersWhenOneOfThreeHasTripped() {
        assertThat(statesAfterTrips(3, 1)).endsWith(BreakerState.CLOSED, BreakerState.CLOSED);
    }

    @Test
    void opensTheOthersWhenTwoOfFourHaveTripped() {
        assertThat(statesAfterTrips(4, 2)).containsOnly(BreakerState.OPEN);
    }

    @Test
    void needsThreeOfFive() {
        assertThat(statesAfterTrips(5, 2)).as("two").endsWith(BreakerState.CLOSED);

        node(2).fail();
        tick();

        assertThat(nodes)
                .as("three")
                .allSatisfy(node -> assertThat(node.breaker.state()).isEqualTo(BreakerState.OPEN));
    }

    @Test
    void needsAsManyAsWasAskedFor() {
        quorum = OptionalInt.of(3);
        assertThat(statesAfterTrips(4, 2)).as("two").endsWith(BreakerState.CLOSED, BreakerState.CLOSED);

        node(2).fail();
        tick();

        assertThat(last().breaker.state()).as("three").isEqualTo(BreakerState.OPEN);
    }

    @Test
    void doesNotCountATripOutsideOfTheWindow() {
        fleet(3);
        node(0).fail();
        after(WINDOW);
        node(1).fail();
        tick();
        assertThat(last().breaker.state()).as("just outside").isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void countsATripJustInsideOfTheWindow() {
        fleet(3);
        node(0).fail();
        after(WINDOW.minusMillis(1));
        node(1).fail();
        tick();
        assertThat(last().breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void doesNotCountANodeThatIsGone() {
        fleet(3);
        trip(2);
        node(0).fleet.close();
        node(1).fleet.beat();
        last().others.look();

        assertThat(last().breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void doesNotCountWhatAPersonOrTheFleetOpened() {
        fleet(6);
        node(0).breaker.trip("an operator's test");
        node(1).breaker.openWithFleet("2 of 2 nodes tripped", clock.instant());
        node(2).breaker.forceOpen("a rollback");
        node(3).fail();
        tick();

        assertThat(last().breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void saysWhyAndTellsTheBus() {
        fleet(3);
        trip(2);
        tick();
        tick();

        assertThat(last().breaker.status().origin().openedBy()).contains(OpenedBy.FLEET);
        assertThat(last().breaker.status().reason()).isEqualTo("2 of 3 nodes tripped (orders.a, orders.b)");
        assertThat(last().breaker.status().trips()).as("trips of its own").isZero();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.migration()).isEqualTo("orders");
            assertThat(event.payload())
                    .containsEntry("nodes", List.of("orders.a", "orders.b"))
                    .containsEntry("tripped", 2)
                    .containsEntry("live", 3)
                    .containsEntry("quorum", 2)
                    .containsEntry("open_until", clock.instant().plus(RECOVERY).toString());
        });
    }

    @Test
    void waitsForAsLongAsTheLastOfThoseThatTripped() {
        fleet(3);
        node(0).fail();
        node(0).breaker.reset("mended");
        node(0).fail();
        clock.advance(RECOVERY.plusNanos(1));
        node(0).breaker.tryAcquire();
        node(0).breaker.failed(node(0).breaker.tryAcquire(), 1, new IllegalStateException("a probe"));
        node(1).fail();
        Instant latest = node(0).breaker.status().openUntil().orElseThrow();
        tick();

        assertThat(latest).isEqualTo(clock.instant().plus(RECOVERY.multipliedBy(2)));
        assertThat(last().breaker.status().openUntil()).contains(latest);
    }

    @Test
    void staysOutOfARollbackAndOfASwitchedOffBreaker() {
        fleet(4);
        node(2).breaker.forceOpen("routing is rolled back");
        last().breaker.configure(BreakerSettings.DEFAULTS.withEnabled(false));
        trip(2);
        tick();

        assertThat(node(2).breaker.state()).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(last().breaker.state()).isEqualTo(BreakerState.DISABLED);

        node(2).breaker.releaseForced("the rollback is cleared");
        after(Duration.ofMillis(500));
        assertThat(node(2).breaker.state()).as("trips of before the clear").isEqualTo(BreakerState.CLOSED);
    }

    @Nested
    class WhenOpenedByTheFleet {

        WhenOpenedByTheFleet() {
            fleet(3);
            trip(2);
            tick();
        }

        @Test
        void opensAgainOnlyForANewTripOnceItsProbesHavePassed() {
            clock.advance(RECOVERY.plusNanos(1));
            last().probe();
            after(Duration.ofSeconds(1));
            assertThat(last().breaker.state()).as("the same old trips").isEqualTo(BreakerState.CLOSED);

            clock.advance(WINDOW.plusSeconds(1));
            trip(2); // they wait still, and their next probe fails
            tick();
            assertThat(last().breaker.state()).as("new trips").isEqualTo(BreakerState.OPEN);
        }

        @Test
        void isNotOpenedAgainByTheSameTripsAfterAReset() {
            after(Duration.ofSeconds(1));
            last().breaker.reset("mended");
            after(Duration.ofMillis(500));
            assertThat(last().breaker.state()).as("the same trips").isEqualTo(BreakerState.CLOSED);

            node(0).breaker.reset("mended too");
            node(0).fail();
            tick();
            assertThat(last().breaker.state())
                    .as("a new trip beside an old one")
                    .isEqualTo(BreakerState.OPEN);
        }

        @Test
        void isNoEvidenceForANewcomer() {
            node(1).fleet.close();
            Node newcomer = new Node("d");
            nodes.set(1, newcomer);
            after(Duration.ofSeconds(1));

            assertThat(newcomer.breaker.state()).as("one has tripped itself").isEqualTo(BreakerState.CLOSED);
        }

        @Test
        void opensAProcessThatStartsMeanwhile() {
            after(Duration.ofSeconds(1));
            Node newcomer = new Node("d");
            nodes.add(newcomer);
            tick();

            assertThat(newcomer.breaker.status().reason()).isEqualTo("2 of 4 nodes tripped (orders.a, orders.b)");
        }

        @Test
        void countsAsBeforeAfterRestarts() {
            Node restarted = new Node("a2");
            restarted.breaker.restore(node(0).breaker.memory());
            node(0).fleet.close();
            nodes.set(0, restarted);
            Node opened = new Node("c2");
            opened.breaker.restore(last().breaker.memory());
            last().fleet.close();
            nodes.set(2, opened);
            nodes.add(new Node("d"));
            tick();

            assertThat(opened.breaker.status().origin().openedBy()).contains(OpenedBy.FLEET);
            assertThat(last().breaker.status().reason()).isEqualTo("2 of 4 nodes tripped (orders.a2, orders.b)");
        }
    }
}
