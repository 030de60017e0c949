package dev.switchback.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.ingest.queue.Mode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a queue, wherever it is kept. */
abstract class IngestCommandsContract {

    @TempDir
    Path directory;

    IngestKit kit;

    abstract String database();

    @BeforeEach
    void start() {
        kit = IngestKit.on(database(), directory);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private String undo(Result result) {
        return result.lines().stream()
                .filter(line -> line.startsWith("undo: "))
                .findFirst()
                .orElse("");
    }

    @Test
    void statusSaysFirstThatAllIsWell() {
        Result result = kit.ingest("status");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.lines().get(0))
                .isEqualTo("events queues new events and processes them: the queue is empty. Nothing to press");
    }

    @Test
    void statusTellsAProgramTheSame() {
        kit.queue(3);
        Result result = kit.ingest("status", "--json");

        assertThat(result.fields())
                .containsExactly(
                        "schemaVersion",
                        "queue",
                        "sentence",
                        "mode",
                        "since",
                        "operator",
                        "reason",
                        "generation",
                        "pending",
                        "processing",
                        "stuck",
                        "oldestMillis",
                        "dead",
                        "deliveries",
                        "undeliverable",
                        "countedAt",
                        "settings",
                        "store");
        assertThat(result.json().path("pending").asInt()).isEqualTo(3);
    }

    @Test
    void statusIsDegradedFromAHundredAndCriticalAboveAThousand() {
        kit.queue(99);
        assertThat(kit.ingest("status").exit()).as("99").isZero();
        kit.queue(1);
        assertThat(kit.ingest("status").exit()).as("100").isEqualTo(3);
        kit.queue(900);
        assertThat(kit.ingest("status").exit()).as("1000").isEqualTo(3);
        kit.queue(1);
        assertThat(kit.ingest("status").exit()).as("1001").isEqualTo(4);
    }

    @Test
    void statusSaysWhereToLookOnceNothingWasDoneForAMinute() throws SQLException {
        kit.queue(2);
        kit.age(50);
        assertThat(kit.ingest("status").out()).as("50 s").contains("Nothing to press");

        kit.age(15);
        assertThat(kit.ingest("status").out())
                .as("65 s")
                .contains("Press `switchback ingest queue list --status pending")
                .contains("to see what they wait for");
        kit.store.claim("app", 1);
        assertThat(kit.ingest("status").out()).as("one is being processed").contains("Nothing to press");
    }

    @Test
    void modeLeadsToSafetyWithoutAWordAndSaysHowToComeBack() {
        Result result = kit.ingest("mode", "hold", "--reason", "wrong totals");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.lines().get(0)).isEqualTo("events: mode ASYNC -> HOLD");
        assertThat(result.lines().get(1)).isEqualTo("audit: 1");
        assertThat(undo(result)).startsWith("undo: switchback ingest mode ASYNC --reason '...' --database 'jdbc:");
        assertThat(kit.store.control().mode()).isEqualTo(Mode.HOLD);
        assertThat(kit.store.control().operator()).isEqualTo("kim");
    }

    @Test
    void statusSaysWhyNothingIsProcessedAndWhatToPress() {
        kit.queue(2);
        kit.ingest("mode", "HOLD", "--reason", "wrong totals");

        Result result = kit.ingest("status");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.lines().get(0))
                .matches(
                        "events queues new events and processes nothing, since \\S+ by kim \\(wrong totals\\): 2 wait and"
                                + " 0 are being processed, the oldest for \\d+ s\\. Press `switchback ingest mode ASYNC .*` to go on");
    }

    @Test
    void modeAsksBeforeItLeadsAwayFromSafety() {
        kit.ingest("mode", "HOLD", "--reason", "wrong totals");

        assertThat(kit.ingest("mode", "ASYNC", "--reason", "fixed").exit())
                .as("nobody there")
                .isEqualTo(5);
        kit.answering(question -> "n");
        assertThat(kit.ingest("mode", "ASYNC", "--reason", "fixed").exit())
                .as("no")
                .isEqualTo(5);
        assertThat(kit.store.control().mode()).isEqualTo(Mode.HOLD);
        kit.answering(question -> "y");
        Result asked = kit.ingest("mode", "ASYNC", "--reason", "fixed");
        assertThat(asked.exit()).isZero();
        assertThat(asked.err()).startsWith("events queues new events and processes nothing");
    }

    @Test
    void modeHasMovedIfSomebodyElseChangedItMeanwhile() {
        kit.ingest("mode", "HOLD", "--reason", "wrong totals");
        kit.answering(question -> {
            kit.store.change(
                    control -> control.to(Mode.REJECT),
                    false,
                    dev.switchback.state.Attribution.api("ada", "disk full"));
            return "y";
        });

        Result result = kit.ingest("mode", "ASYNC", "--reason", "fixed");

        assertThat(result.exit()).isEqualTo(6);
        assertThat(result.err())
                .contains(
                        "the mode was changed meanwhile (seen=HOLD, now=REJECT, by=ada). Nothing was changed; look again");
    }

    @Test
    void modeLeavesNothingBehindUnlessItIsForced() {
        kit.queue(2);

        Result refused = kit.ingest("mode", "SYNC", "--reason", "taken back");
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).startsWith("cannot enter SYNC: the queue is not empty (mode=ASYNC, left=2)");
        assertThat(kit.ingest("mode", "SYNC", "--force", "--reason", "taken back")
                        .exit())
                .isEqualTo(5);
        assertThat(kit.ingest("mode", "SYNC", "--force", "--reason", "taken back", "--yes")
                        .exit())
                .isZero();
        assertThat(kit.ingest("status").lines().get(0)).contains("leaves the queue alone", "2 wait", "mode DRAIN");
    }

    @Test
    void setChangesASettingAndSaysHowItWas() {
        Result result = kit.ingest("set", "min-poll-interval", "500", "--reason", "high CPU");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.lines().get(0)).isEqualTo("events: min-poll-interval 100ms -> 500ms");
        assertThat(undo(result)).startsWith("undo: switchback ingest set min-poll-interval 100ms --reason");
        assertThat(kit.store.control().settings().minPollInterval()).hasMillis(500);
        assertThat(kit.ingest("set", "lease", "2m", "--reason", "slow").exit()).isZero();
        assertThat(kit.ingest("set", "max-concurrency", "5", "--reason", "slow").exit())
                .isZero();
        assertThat(kit.ingest("set", "batch-size", "50", "--reason", "slow").exit())
                .isZero();
        assertThat(kit.ingest("set", "attempts", "3", "--reason", "slow").exit())
                .isZero();
        assertThat(kit.store.control().settings())
                .hasToString(
                        "QueueSettings[maxConcurrency=5, minPollInterval=PT0.5S, batchSize=50, lease=PT2M, attempts=3]");
        assertThat(kit.ingest("set", "attempts", "3", "--reason", "slow").lines())
                .containsExactly("events: attempts is 3 already");
    }

    @Test
    void changesTellWhoDidWhat() {
        kit.ingest("set", "attempts", "3", "--reason", "slow");
        kit.ingest("mode", "HOLD", "--reason", "wrong totals");

        assertThat(kit.ingest("changes", "--json").json().path("changes"))
                .extracting(change -> change.path("what").asString() + " "
                        + change.path("old").asString() + " "
                        + change.path("new").asString() + " "
                        + change.path("reason").asString() + " "
                        + change.path("source").asString())
                .containsExactly("mode ASYNC HOLD wrong totals cli", "attempts 10 3 slow cli");
        assertThat(kit.ingest("changes", "--limit", "1").lines()).hasSize(2);
    }

    @Test
    void pollSaysWhetherAnybodyWillLook() {
        assertThat(kit.ingest("poll").lines())
                .containsExactly("events: every live process looks for work within 100 ms");
        kit.ingest("mode", "HOLD", "--reason", "wrong totals");
        assertThat(kit.ingest("poll").exit()).isEqualTo(3);
    }

    @Nested
    class WithEvents {

        private List<UUID> ids;

        @BeforeEach
        void queueSome() {
            ids = kit.queue(5);
        }

        @Test
        void queueListShowsWhatWaitsAndWhatIsProcessed() {
            kit.store.claim("app-1", 2);

            assertThat(kit.ingest("queue", "list", "--status", "pending").lines())
                    .hasSize(4);
            Result claimed = kit.ingest("queue", "list", "--status", "processing", "--json", "--payload");
            assertThat(claimed.json().path("events"))
                    .extracting(event -> event.path("owner").asString()
                            + event.path("payload").asString())
                    .containsExactly("app-1{\"n\":0}", "app-1{\"n\":1}");
        }

        @Test
        void eventsShowsWhatWasProcessed() {
            assertThat(kit.ingest("events").lines()).containsExactly("events: no event was processed yet");
            kit.process(3);

            assertThat(kit.ingest("events", "--limit", "2", "--payload").lines())
                    .hasSize(3);
        }

        @Test
        void rescueAllPutsBackWhatIsClaimedIfItIsConfirmed() {
            kit.store.claim("app-1", 2);

            assertThat(kit.ingest("rescue").lines().get(0)).startsWith("events: 0 wait again");
            assertThat(kit.ingest("rescue", "--all").exit()).isEqualTo(5);
            assertThat(kit.ingest("rescue", "--all", "--yes").lines().get(0)).startsWith("events: 2 wait again");
            assertThat(kit.store.depths().pending()).isEqualTo(5);
        }

        @Test
        void discardMovesToTheDeadAndRequeueBack() {
            String first = ids.get(0).toString();
            String none = "00000000-0000-4000-8000-000000000000";

            assertThat(kit.ingest("discard", first, "--reason", "corrupt").exit())
                    .isEqualTo(5);
            Result result = kit.ingest("discard", first, none, "--reason", "corrupt", "--yes");
            assertThat(result.exit()).as("one of them is not there").isEqualTo(8);
            assertThat(result.lines()).startsWith("events: 1 are dead now", "not in the queue: " + none);
            assertThat(kit.ingest("dead", "list").lines().get(1)).contains(first, "kim", "corrupt");
            assertThat(kit.ingest("dead", "requeue", first, "--reason", "no").exit())
                    .isEqualTo(5);
            assertThat(kit.ingest("dead", "requeue", first, "--reason", "it was not", "--yes")
                            .exit())
                    .isZero();
            assertThat(kit.store.depths().pending()).isEqualTo(5);
        }

        @Test
        void requeueBringsAllBackIfNoneIsNamed() {
            kit.kill(3, "no such \u001b[2Jtable");

            assertThat(kit.ingest("status").lines().get(0)).contains("; 3 are dead");
            assertThat(kit.ingest("dead", "list").out()).doesNotContain("\u001b");
            assertThat(kit.ingest("dead", "requeue", "--reason", "fixed", "--yes")
                            .lines())
                    .containsExactly("events: 3 wait again");
        }

        @Test
        void verifyProvesThatNothingIsLost() {
            kit.process(2);

            Result result = kit.ingest("verify");

            assertThat(result.exit()).isZero();
            assertThat(result.lines())
                    .containsExactly(
                            "events: nothing is lost, and nothing is there twice",
                            "5 accepted = 3 pending + 0 processing + 2 events + 0 dead");
            assertThat(kit.ingest("verify", "--requeue").lines()).contains("0 wait again that a dead process held");
        }
    }
}
