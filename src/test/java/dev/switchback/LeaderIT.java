package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.testing.FleetDriver;
import dev.switchback.testing.FleetDriver.Node;
import dev.switchback.testing.OwnPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leads, while leaders are killed and stopped. */
class LeaderIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private final FleetDriver fleet = new FleetDriver();
    private OwnPostgres database;

    @BeforeEach
    void start() throws IOException {
        database = new OwnPostgres(directory);
    }

    @AfterEach
    void stop() throws IOException {
        fleet.close();
        database.close();
    }

    /** From when until when one believed that it led. */
    private record Reign(long term, long from, long until) {}

    @Test
    void isLedByOneAtATime() {
        for (int process = 1; process <= 3; process++) {
            fleet.start(database.url(), "process-" + process, "leader");
        }
        List<Node> nodes = new ArrayList<>(fleet.nodes());
        Node first = leader(nodes);
        long killed = System.nanoTime();
        first.signal("KILL");
        nodes.remove(first);
        Node second = leader(nodes);
        long tookOver = Node.number(second.since(0, "leads").get(0));
        System.out.printf("a dead leader is replaced within %d ms%n", (tookOver - killed) / 1_000_000);

        second.signal("STOP");
        List<Node> others = new ArrayList<>(nodes);
        others.remove(second);
        Node third = leader(others);
        int mark = second.mark();
        second.signal("CONT");
        await().atMost(SOON).until(() -> !second.since(mark, "led").isEmpty());
        assertThat(third.since(0, "leads")).hasSize(1);

        List<Reign> reigns = new ArrayList<>();
        fleet.nodes().forEach(node -> reigns.addAll(reigns(node)));
        reigns.sort((one, other) -> Long.compare(one.from(), other.from()));
        assertThat(reigns).hasSize(3).extracting(Reign::term).isSorted().doesNotHaveDuplicates();
        for (int index = 1; index < reigns.size(); index++) {
            assertThat(reigns.get(index).from())
                    .as("two lead at once: %s", reigns)
                    .isGreaterThan(reigns.get(index - 1).until());
        }
    }

    private static Node leader(List<Node> among) {
        await().atMost(SOON)
                .until(() ->
                        among.stream().anyMatch(node -> !node.since(0, "leads").isEmpty()));
        return among.stream()
                .filter(node -> !node.since(0, "leads").isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static List<Reign> reigns(Node node) {
        return node.since(0, "leads").stream()
                .map(line -> {
                    long term = Long.parseLong(line.split(" ", -1)[1]);
                    long until = node.since(0, "still " + term + " ").stream()
                            .mapToLong(Node::number)
                            .max()
                            .orElseThrow();
                    return new Reign(term, Node.number(line), until);
                })
                .toList();
    }
}
