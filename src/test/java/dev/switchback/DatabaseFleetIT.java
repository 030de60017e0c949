package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.flags.Change;
import dev.switchback.flags.Share;
import dev.switchback.fleet.Acknowledgement;
import dev.switchback.fleet.NodeReport;
import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.rollback.RollbackManager.Clearance;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.rollback.RollbackState;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryEntry;
import dev.switchback.testing.FleetDriver;
import dev.switchback.testing.FleetDriver.Node;
import dev.switchback.testing.OwnPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes under load on one PostgreSQL of their own. What is measured is written to
 * {@code target/fleet-figures.txt}; {@code -Dfleet.rounds=100} measures longer. Nothing depends on how fast it is.
 */
class DatabaseFleetIT {

    private static final int PROCESSES = 8;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = Integer.getInteger("fleet.rounds", 5);
    private static final Attribution BY = Attribution.api("ana", "a step further");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private final FleetDriver fleet = new FleetDriver();
    private final TreeSet<Long> acknowledged = new TreeSet<>();
    private OwnPostgres database;
    private DatabaseStateStore store;
    private MigrationControl control;

    @BeforeEach
    void startAll() throws IOException {
        database = new OwnPostgres(Files.createTempDirectory(directory, "server"));
        store = DatabaseStateStore.open(database.url());
        control = MigrationControl.of(store, "orders", Clock.systemUTC());
    }

    @AfterEach
    void stopAll() throws IOException {
        fleet.close();
        control.close();
        store.close();
        database.close();
    }

    private void serve() {
        for (int process = 1; process <= PROCESSES; process++) {
            fleet.start(database.url(), "process-" + process, "serve");
        }
        fleet.nodes().forEach(node -> node.awaitSaying(0, "ready"));
        await().atMost(SOON).until(() -> control.fleet().live().size() == PROCESSES);
    }

    private void raise(double percent) {
        Change change = control.flags()
                .change(
                        settings -> settings.withPercentage(Share.of(percent)),
                        BY,
                        store.document("orders").generation());
        acknowledged.add(change.entry().sequence());
    }

    private void clear(double percent) {
        control.rollback()
                .clear(Clearance.of(
                                "the cause is gone",
                                "ana",
                                store.document("orders").generation())
                        .leavingAt(percent));
    }

    /** How long it took until each process saw something, in milliseconds. */
    private List<Double> millisUntil(long from, List<Integer> marks, String seen) {
        List<Double> took = new ArrayList<>();
        for (int index = 0; index < PROCESSES; index++) {
            Node node = fleet.nodes().get(index);
            int mark = marks.get(index);
            await().atMost(SOON).until(() -> node.since(mark, "sees").stream().anyMatch(line -> line.contains(seen)));
            long at = node.since(mark, "sees").stream()
                    .filter(line -> line.contains(seen))
                    .mapToLong(Node::number)
                    .min()
                    .orElseThrow();
            took.add((at - from) / 1e6);
        }
        return took;
    }

    private List<Integer> marks() {
        return fleet.nodes().stream().map(Node::mark).toList();
    }

    @Test
    void actsAsOne() throws Exception {
        serve();
        List<Double> percentage = new ArrayList<>();
        List<Double> rollback = new ArrayList<>();
        List<Double> proof = new ArrayList<>();
        for (int round = 1 - WARM_UP; round <= ROUNDS; round++) {
            if (round == 1) {
                List.of(percentage, rollback, proof).forEach(List::clear);
            }
            percentage.addAll(aPercentageIsSeenByAll(round));
            aRollbackIsProvenByAll(rollback, proof);
            awaitSilence();
        }
        aStoppedProcessIsNamed();
        aDatabaseThatIsKilledStopsNobody();
        figures(percentage, rollback, proof);
    }

    /** After a rollback each process writes what its breaker is to remember; what comes next is not to wait for that. */
    private void awaitSilence() {
        AtomicLong last = new AtomicLong(-1);
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> newest() == last.getAndSet(newest()));
    }

    private List<Double> aPercentageIsSeenByAll(int round) {
        double percent = round % 2 == 0 ? 60 : 70;
        List<Integer> marks = marks();
        long from = System.nanoTime();
        raise(percent);
        return millisUntil(from, marks, "sees %s ".formatted(percent));
    }

    private void aRollbackIsProvenByAll(List<Double> rollback, List<Double> proof) {
        List<Integer> marks = marks();
        long from = System.nanoTime();
        RollbackReport report = control.rollback().emergencyRollback("wrong totals", "ana");
        long proven = System.nanoTime();
        proof.add((proven - from) / 1e6);

        assertThat(report.state()).isEqualTo(RollbackState.ROLLED_BACK);
        assertThat(report.unacknowledged()).isEmpty();
        assertThat(report.nodes()).hasSize(PROCESSES);
        rollback.addAll(millisUntil(from, marks, "ROLLED_BACK"));
        assertThat(fleet.nodes())
                .allSatisfy(node -> assertThat(node.figures()[3])
                        .as("no request begins on new after the proof")
                        .isLessThanOrEqualTo(proven));
        acknowledged.add(report.epoch() > 0 ? newest() : 0);
        clear(0);
        await().atMost(SOON)
                .until(() -> fleet.nodes().stream()
                        .noneMatch(node -> node.last("sees").orElse("").contains("ROLLED_BACK")));
    }

    private long newest() {
        AtomicLong newest = new AtomicLong();
        store.replay(entry -> newest.set(entry.sequence())); // observations too
        return newest.get();
    }

    private void aStoppedProcessIsNamed() {
        raise(50);
        Node stopped = fleet.nodes().get(3);
        String name = control.fleet().live().stream()
                .filter(report -> report.pid() == stopped.pid())
                .map(NodeReport::node)
                .findFirst()
                .orElseThrow();
        long epoch;
        stopped.signal("STOP");
        try {
            RollbackReport report = control.rollback().emergencyRollback("one does not answer", "ana");

            assertThat(report.unacknowledged()).singleElement().asString().startsWith(name);
            epoch = report.epoch();
        } finally {
            stopped.signal("CONT");
        }
        await("it follows as soon as it goes on")
                .atMost(SOON)
                .until(() -> control.fleet().live().stream()
                        .anyMatch(report -> report.pid() == stopped.pid()
                                && report.followed("routing").reached(Acknowledgement.DRAINED, epoch)));
        clear(50);
        await().atMost(SOON)
                .until(() -> fleet.nodes().stream()
                        .allMatch(node -> node.last("sees").orElse("").contains("sees 50.0")));
    }

    private void aDatabaseThatIsKilledStopsNobody() throws Exception {
        List<long[]> before = fleet.nodes().stream().map(Node::figures).toList();
        database.killImmediately();
        for (int index = 0; index < PROCESSES; index++) {
            Node node = fleet.nodes().get(index);
            long already = before.get(index)[0];
            await().atMost(SOON).until(() -> node.figures()[0] > already + 500);
        }
        Node alone = fleet.nodes().get(0);
        assertThat(alone.ask("emergency")).endsWith("false");
        assertThat(alone.last("sees").orElse("")).contains("ROLLED_BACK");
        assertThat(fleet.nodes().get(1).last("sees").orElse("")).doesNotContain("ROLLED_BACK");
        await("its age is shown")
                .atMost(SOON)
                .until(() -> Long.parseLong(fleet.nodes().get(1).ask("status").split(" ", -1)[0]) > 3_000);

        database.restart();

        await("what was decided while it was away is recorded, and followed by all")
                .atMost(Duration.ofSeconds(60))
                .until(() -> fleet.nodes().stream()
                        .allMatch(node -> node.last("sees").orElse("").contains("ROLLED_BACK")));
        for (Node node : fleet.nodes()) {
            long[] figures = node.figures();
            assertThat(figures[1]).as("failures").isZero();
            assertThat(figures[2]).as("longest request in microseconds").isLessThan(1_500_000);
        }
        store.poll();
        List<HistoryEntry> history = new ArrayList<>();
        await().atMost(SOON).untilAsserted(() -> {
            history.clear();
            store.replay(history::add);
            assertThat(history).extracting(HistoryEntry::reason).contains("the totals are wrong");
        });
        acknowledged.remove(0L);
        assertThat(history)
                .extracting(HistoryEntry::sequence)
                .containsAll(acknowledged)
                .doesNotHaveDuplicates();
        assertThat(store.verify()).isEmpty();
        await("all agree").atMost(SOON).until(() -> {
            List<NodeReport> live = control.fleet().live();
            return live.size() == PROCESSES
                    && live.stream()
                                    .map(report -> report.followed("routing").drainedEpoch())
                                    .distinct()
                                    .count()
                            == 1;
        });
    }

    private static void figures(List<Double> percentage, List<Double> rollback, List<Double> proof) throws IOException {
        String text = "%d processes, %d rounds after %d to warm up, milliseconds p50 / p99%n"
                        .formatted(PROCESSES, ROUNDS, WARM_UP)
                + line("a percentage is seen by a process", percentage)
                + line("a rollback is in force in a process", rollback)
                + line("a rollback is proven by all", proof);
        System.out.print(text);
        Files.writeString(Path.of("target", "fleet-figures.txt"), text);
    }

    private static String line(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%-40s %8.1f / %8.1f   (%d samples)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)),
                sorted.size());
    }
}
