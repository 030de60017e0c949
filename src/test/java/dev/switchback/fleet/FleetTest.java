package dev.switchback.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.state.MemoryStateStore;
import dev.switchback.state.StateJson;
import dev.switchback.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class FleetTest {

    private static final long OWN = ProcessHandle.current().pid();

    private final FakeClock clock = new FakeClock();
    private final MemoryStateStore store = new MemoryStateStore(clock);
    private final Set<Long> running = new HashSet<>(Set.of(OWN));

    @Test
    void takesTheFirstNameThatIsFree() {
        assertThat(join("alpha").node()).isEqualTo("active-models.alpha");
        assertThat(join("alpha").node()).isEqualTo("active-models.alpha-2");
        assertThat(join("alpha").node()).isEqualTo("active-models.alpha-3");
    }

    @Test
    void takesTheNameOfADeadPredecessorAndHandsItsLastReportOver() {
        List<NodeReport> dead = new ArrayList<>();
        Fleet before = Fleet.builder(store, "active-models")
                .host("alpha")
                .clock(clock)
                .processes(pid -> true)
                .reporting(() -> Map.of("calls", 7))
                .join();
        running.clear();

        Fleet after = builder("alpha").onDead(dead::add).join();

        assertThat(after.node()).isEqualTo(before.node());
        assertThat(dead).extracting(report -> report.details().get("calls")).contains(7);
    }

    @Test
    void leavesTheNameOfAStoppedProcessAlone() {
        Fleet stopped = join("alpha");
        clock.advance(Duration.ofHours(1));

        Fleet newcomer = builder("alpha").join();

        assertThat(newcomer.node()).isEqualTo("active-models.alpha-2");
        assertThat(newcomer.view().possible())
                .extracting(NodeReport::node)
                .containsExactly("active-models.alpha", "active-models.alpha-2");

        running.remove(OWN);
        Fleet next = builder("alpha").join();
        assertThat(next.node()).as("once it is dead").isEqualTo(stopped.node());
    }

    @Test
    void takesTheNameOfASilentOneOfAnotherHostOnlyAfterTenSeconds() {
        join("alpha-2");
        var silent = store.observations().get("active-models.alpha-2").report();
        join("alpha");

        clock.advance(Duration.ofSeconds(10));
        store.observe("active-models.alpha-2", silent);
        assertThat(join("alpha").node()).isEqualTo("active-models.alpha-3");

        clock.advance(Duration.ofMillis(1));
        store.observe("active-models.alpha-2", silent);
        assertThat(join("alpha").node()).isEqualTo("active-models.alpha-2");
    }

    @Test
    void isLiveForFiveSecondsAfterItsHeartbeat() {
        Fleet fleet = join("alpha");
        FleetView view = fleet.view();

        clock.advance(Duration.ofSeconds(5));
        assertThat(view.live()).extracting(NodeReport::node).containsExactly("active-models.alpha");

        clock.advance(Duration.ofMillis(1));
        assertThat(view.live()).isEmpty();
        assertThat(view.possible()).as("stopped, not dead").hasSize(1);

        store.tick();
        assertThat(view.live()).hasSize(1);
    }

    @Test
    void isNotLiveOnceItsProcessIsGone() {
        Fleet fleet = join("alpha");

        running.clear();

        assertThat(fleet.live()).isEmpty();
        assertThat(fleet.view().possible()).isEmpty();
    }

    @Test
    void countsAHeartbeatOfTheFutureAsLive() {
        Fleet fleet = join("alpha");

        clock.advance(Duration.ofHours(-1));

        assertThat(fleet.live()).hasSize(1);
    }

    @Test
    void keepsTheHighestEpochOfEachTarget() {
        Fleet fleet = join("alpha");
        fleet.serve("ingest:orders");

        fleet.acknowledge("routing", 9, Acknowledgement.FORCED, 2);
        fleet.acknowledge("routing", 7, Acknowledgement.DRAINED, 0);

        NodeReport report = fleet.live().get(0);
        assertThat(report.followed("routing")).isEqualTo(new NodeReport.Followed(9, 7, 0));
        assertThat(report.followed("ingest:orders")).isEqualTo(NodeReport.Followed.NOTHING);
        assertThat(report.serves("schema:primary")).isFalse();
    }

    @Test
    void keepsTheNewestSixteenAnswers() {
        Fleet fleet = join("alpha");

        for (int request = 1; request <= 17; request++) {
            fleet.answer(request, "PROBE_REQUESTED", true, "answered");
        }

        NodeReport report = fleet.live().get(0);
        assertThat(report.answers()).hasSize(16);
        assertThat(report.answer(1, "PROBE_REQUESTED")).isEmpty();
        assertThat(report.answer(17, "PROBE_REQUESTED")).isPresent();
    }

    @Test
    void takesOverWhatTheDeadOfOtherHostsLeftAfterTenSeconds() {
        join("beta");
        List<NodeReport> dead = new ArrayList<>();
        Fleet fleet = builder("alpha").onDead(dead::add).join();
        var silent = store.observations().get("active-models.beta").report();

        clock.advance(Duration.ofSeconds(10));
        store.observe("active-models.beta", silent);
        fleet.beat();
        assertThat(dead).isEmpty();

        clock.advance(Duration.ofMillis(1));
        fleet.beat();

        assertThat(dead).extracting(NodeReport::node).containsExactly("active-models.beta");
        assertThat(fleet.view().possible()).extracting(NodeReport::node).containsExactly("active-models.alpha");
        assertThat(fleet.view().cutOff()).as("or only cut off").hasSize(1);

        clock.advance(Duration.ofMinutes(10).minusSeconds(10).minusMillis(1));
        fleet.beat();
        assertThat(fleet.view().cutOff()).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        fleet.beat();

        assertThat(dead).as("folded in once").hasSize(1);
        assertThat(fleet.all()).extracting(NodeReport::node).containsExactly("active-models.alpha");
    }

    @Test
    void leavesTheReportOfANewcomerWhoTookTheNameOfADeadOne() {
        Fleet dead = builder("alpha").processes(pid -> true).join();
        var last = store.observations().get(dead.node()).report();
        Fleet newcomer = Fleet.builder(new MemoryStateStore(clock), "active-models")
                .host("alpha")
                .clock(clock)
                .join();
        Fleet sweeper = builder("zeta")
                .onDead(report -> store.observe(report.node(), StateJson.MAPPER.valueToTree(newcomer.report())))
                .join();
        clock.advance(Duration.ofMinutes(11));
        store.observe(dead.node(), last);
        newcomer.beat();

        sweeper.beat();

        assertThat(sweeper.all())
                .filteredOn(report -> report.node().equals(dead.node()))
                .extracting(NodeReport::instance)
                .containsExactly(newcomer.report().instance());
    }

    @Test
    void goesByTheStoresClockWhereItHasOne() {
        Fleet fleet = join("alpha");
        NodeReport skewed = fleet.live().get(0);
        Instant hourAgo = clock.instant().minus(Duration.ofHours(1));

        assertThat(skewed.lastSeen()).isEqualTo(skewed.heartbeat());
        assertThat(skewed.seen(hourAgo).lastSeen()).isEqualTo(hourAgo);
        assertThat(fleet.view().silence(skewed.seen(hourAgo))).isEqualTo(Duration.ofHours(1));
        assertThat(StateJson.MAPPER.valueToTree(skewed.seen(hourAgo)).has("seenAt"))
                .as("what a node writes does not hold it")
                .isFalse();
    }

    @Test
    void movesOnWhereTwoTookOneNameInTheSameInstant() {
        Fleet one = join("alpha");
        var first = store.observations().get("active-models.alpha").report();
        store.forget("active-models.alpha");
        Fleet two = join("alpha");
        store.observe("active-models.alpha", first);

        store.tick();
        store.tick();

        assertThat(List.of(one.node(), two.node()))
                .containsExactlyInAnyOrder("active-models.alpha", "active-models.alpha-2");
    }

    @Test
    void leavesWhenItIsClosed() {
        Fleet fleet = join("alpha");

        fleet.close();
        fleet.close();
        store.tick();

        assertThat(Fleet.observe(store, "active-models", clock).all()).isEmpty();
    }

    @Test
    void leavesWordForAMinuteWhenItIsClosedWhileCallsRun() {
        Fleet fleet = join("alpha");
        fleet.acknowledge("routing", 0, Acknowledgement.FORCED, 3);
        fleet.close();
        Fleet other = join("beta");

        assertThat(other.view().possible()).extracting(NodeReport::node).containsExactly("active-models.beta");
        assertThat(other.live()).hasSize(1);
        assertThat(other.view().cutOff()).singleElement().satisfies(left -> {
            assertThat(left.leftAt()).isEqualTo(clock.instant());
            assertThat(left.followed("routing").inFlight()).isEqualTo(3);
        });
        try (Fleet next = join("alpha")) {
            assertThat(next.node()).as("its name is kept as long").isEqualTo("active-models.alpha-2");
        }

        clock.advance(Duration.ofMinutes(1));
        other.beat();
        assertThat(other.view().cutOff()).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        other.beat();
        assertThat(store.observations()).doesNotContainKey("active-models.alpha");
    }

    @Test
    void leavesNoWordOnceItsProcessHasEnded() {
        Fleet fleet = join("alpha");
        fleet.acknowledge("routing", 0, Acknowledgement.FORCED, 3);
        fleet.close();
        running.clear();

        assertThat(builder("alpha").join().node()).isEqualTo("active-models.alpha");
    }

    @Test
    void goesOnWithoutTheReportsThatCannotBeRead() {
        store.observe("active-models.alpha", JsonNodeFactory.instance.stringNode("torn"));

        assertThat(join("alpha").node()).isEqualTo("active-models.alpha");
    }

    @Test
    void keepsAHeartbeatWhenItsFiguresCannotBeCollected() {
        Fleet fleet = builder("alpha")
                .reporting(() -> {
                    throw new IllegalStateException("closing");
                })
                .join();

        assertThat(fleet.live().get(0).details()).isEqualTo(Map.of("error", "closing"));
    }

    @Test
    void makesAnyHostNameFitForAFileName() {
        assertThat(join("../Web 01.example.ORG").node()).isEqualTo("active-models.web-01-example-org");
    }

    @Test
    void stopsWaitingAsSoonAsTheReportsAreAsWished() throws InterruptedException {
        Fleet fleet = join("alpha");
        fleet.acknowledge("routing", 1, Acknowledgement.DRAINED, 0);

        List<NodeReport> reports = fleet.view()
                .awaitLive(
                        live -> live.stream()
                                .allMatch(report -> report.followed("routing").reached(Acknowledgement.DRAINED, 1)),
                        Duration.ofHours(1));

        assertThat(reports).hasSize(1);
    }

    @Test
    void stopsWaitingWhenTheTimeIsUp() throws InterruptedException {
        List<NodeReport> reports = join("alpha").view().awaitLive(live -> live.size() == 2, Duration.ofMillis(10));

        assertThat(reports).hasSize(1);
    }

    private Fleet join(String host) {
        return builder(host).join();
    }

    private Fleet.Builder builder(String host) {
        return Fleet.builder(store, "active-models").host(host).clock(clock).processes(running::contains);
    }
}
