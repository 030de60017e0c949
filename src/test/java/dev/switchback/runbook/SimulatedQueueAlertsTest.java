package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchback.ingest.IngestionBuilder;
import dev.switchback.ingest.queue.Depths;
import dev.switchback.ingest.queue.NewEvent;
import dev.switchback.ingest.queue.QueueStore;
import dev.switchback.ingest.table.TableQueueStore;
import dev.switchback.state.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts about a queue, on what is scraped of a real one. */
class SimulatedQueueAlertsTest {

    private static final Attribution BY = Attribution.api("kim", "a test");

    @TempDir
    private Path folder;

    private final Recording recording = new Recording();

    @BeforeEach
    void needPromtool() {
        assumeTrue(Tool.find("promtool").isPresent(), "promtool is not installed: the alerts are not tried");
    }

    /** Scrapes for so many minutes once the queue is as it is to be; the meters count once a second. */
    private void record(UnaryOperator<IngestionBuilder> settings, int events, Predicate<Depths> until, int minutes) {
        try (MeteredQueue queue = new MeteredQueue(folder, settings)) {
            queue.ingestion().queue().settings(of -> of.withAttempts(1).withLease(Duration.ofSeconds(1)), BY);
            queue.ingestion().queue().submitAll(Collections.nCopies(events, NewEvent.of("1")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> until.test(queue.ingestion().depths()));
            for (int minute = 0; minute < minutes; minute++) {
                recording.add(queue.scrape());
            }
        }
    }

    private void fired(String... alerts) throws IOException, InterruptedException {
        List<String> rules = Rules.files().stream()
                .map(file -> file.toAbsolutePath().toString())
                .toList();
        Path test = Files.writeString(folder.resolve("recorded.test.yml"), recording.test(rules, List.of(alerts)));
        Tool.Said said = Tool.run(folder, List.of("promtool", "test", "rules", test.toString()));

        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void noneFiresWhileEventsAreProcessed() throws IOException, InterruptedException {
        record(of -> of, 50, depths -> depths.total() == 0, 60);

        fired();
    }

    @Test
    void aQueueThatNobodyProcessesFires() throws IOException, InterruptedException {
        record(of -> of.processing(false), 101, depths -> depths.pending() == 101, 15);

        fired("ingest_no_progress critical", "ingest_queue_depth warning");
    }

    @Test
    void eventsOfADeadProcessFire() throws IOException, InterruptedException {
        record(of -> of.processing(false), 1, depths -> depths.pending() == 1, 1);
        try (QueueStore store = TableQueueStore.open("orders", "jdbc:h2:file:" + folder.resolve("queue"))) {
            assertThat(store.claim("a process that dies", 1)).hasSize(1);
        }
        record(of -> of.processing(false), 0, depths -> depths.stuck() == 1, 5);

        fired("ingest_stuck_items warning");
    }

    @Test
    void anEventThatWasGivenUpFires() throws IOException, InterruptedException {
        UnaryOperator<IngestionBuilder> failing = of -> of.handler(event -> {
            throw new IllegalStateException("no customer");
        });
        record(failing, 1, depths -> depths.dead() == 1, 3);

        fired("ingest_dead_events warning");
    }
}
