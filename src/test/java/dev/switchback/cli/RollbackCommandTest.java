package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.Migration;
import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackCommandTest {

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    @Test
    void takesEveryRunningProcessBack() {
        kit().run("percentage", "set", "100", "--reason", "all", "--yes");
        try (Migration application = kit().application(Map.of())) {
            var adapter = application
                    .legacy((String key) -> "legacy")
                    .newPipeline(key -> "new")
                    .build();
            assertThat(adapter.generate("a")).isEqualTo("new");

            Result result = kit().run("rollback", "--reason", "wrong totals", "--json");

            assertThat(result.exit()).as(result.out() + result.err()).isZero();
            assertThat(result.fields())
                    .containsExactly(
                            "schemaVersion",
                            "migration",
                            "change",
                            "before",
                            "after",
                            "audit",
                            "undo",
                            "epoch",
                            "success",
                            "proven",
                            "durable",
                            "steps",
                            "errors",
                            "warnings",
                            "nodes",
                            "unacknowledged",
                            "left",
                            "validation",
                            "bothPipelinesFailing",
                            "tookMillis");
            assertThat(result.json().path("proven").asBoolean()).isTrue();
            assertThat(result.json().path("nodes").size()).isEqualTo(1);
            assertThat(adapter.generate("a")).isEqualTo("legacy");
            assertThat(kit().run("rollback", "validate").exit()).isZero();
        }
    }

    @Test
    void neverAsks() {
        Result result = kit().answering(question -> {
                    throw new AssertionError("nobody is asked on the way to safety");
                })
                .run("rollback", "--reason", "wrong totals", "--trigger", "production_incident");

        assertThat(result.exit()).isZero();
        assertThat(result.lines().get(0)).startsWith("active-models: active -> rolled_back in ");
        assertThat(result.out())
                .contains("audit: ")
                .contains("undo: switchback rollback clear --migration active-models");
    }

    @Test
    void takesTheNameOfACommandForTheValueOfAnOption() {
        assertThat(kit().run("rollback", "--reason", "plan").lines().get(0))
                .startsWith("active-models: active -> rolled_back in ");
        assertThat(kit().run("history", "--type", "ROLLBACK_EXECUTED").out()).contains("plan");
        assertThat(kit().bare("--state", directory.resolve("status").toString(), "--migration", "ingest", "status")
                        .lines()
                        .get(0))
                .startsWith("ingest: ");
    }

    @Test
    void leavesWhatIsRolledBackAlready() {
        kit().run("rollback", "--reason", "wrong totals");
        int before = kit().records();

        Result result = kit().run("rollback", "--reason", "again");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("rolled back already since").contains("by kim: wrong totals");
        assertThat(kit().records()).isEqualTo(before);
    }

    @Test
    void planShowsTheStepsAndRecordsNothing() {
        Result result = kit().run("rollback", "plan", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.fields())
                .containsExactly("schemaVersion", "migration", "from", "to", "refusal", "steps", "nodes", "warnings");
        assertThat(result.json().path("to").asString()).isEqualTo("rolling_back");
        assertThat(kit().records()).isZero();
    }

    @Test
    void dryRunIsInTheHistory() {
        assertThat(kit().run("rollback", "--dry-run", "--reason", "exercise").exit())
                .isZero();
        assertThat(kit().run("history", "--type", "ROLLBACK_DRY_RUN").out()).contains("exercise");
        assertThat(kit().run("status").out()).contains("state       active");
    }

    @Test
    void clearLeavesItAtZeroWithAYes() {
        kit().run("percentage", "set", "40", "--reason", "week 3", "--yes");
        kit().run("rollback", "--reason", "wrong totals");

        assertThat(kit().run("rollback", "clear", "--reason", "fixed").exit()).isEqualTo(5);
        assertThat(kit().run("status").out()).contains("state       rolled_back");

        Result result = kit().run("rollback", "clear", "--reason", "fixed", "--yes");
        assertThat(result.exit()).isZero();
        assertThat(result.lines().get(0)).isEqualTo("active-models: rolled_back -> active, percentage 0");
        assertThat(kit().run("percentage").out()).contains("target 0, effective 0");
    }

    @Test
    void clearIsRefusedWhereAVariableOfAProcessWouldSendEveryKeyToNew() {
        try (Migration application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100"))) {
            kit().run("rollback", "--reason", "wrong totals");

            Result result = kit().run("rollback", "clear", "--reason", "fixed", "--yes");

            assertThat(result.exit()).isEqualTo(5);
            assertThat(result.err())
                    .contains("leaving 0 %, not recorded, has no effect")
                    .contains("MIGRATION_NEW_PIPELINE_PCT is set on " + application.name() + ".");
            assertThat(kit().run("status").out()).contains("state       rolled_back");
        }
    }

    @Test
    void clearLeavesAShareThatAVariableOfAProcessDoesNotExceed() {
        try (Migration application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "0"))) {
            kit().run("rollback", "--reason", "wrong totals");

            assertThat(kit().run("rollback", "clear", "--reason", "fixed", "--yes")
                            .exit())
                    .isZero();
            await().untilAsserted(() ->
                    assertThat(application.flags().snapshot().forcedLegacy()).isFalse());
        }
    }

    @Test
    void clearIsRefusedWhereNothingIsRolledBack() {
        assertThat(kit().run("rollback", "clear", "--reason", "fixed", "--yes").exit())
                .isEqualTo(5);
        assertThat(kit().run("rollback", "recover", "--reason", "again").exit()).isEqualTo(5);
        assertThat(kit().run("rollback", "cancel", "--reason", "again", "--yes").exit())
                .isEqualTo(5);
        assertThat(kit().records()).isZero();
    }

    @Test
    void isPlannedAndCancelled() {
        Result planned = kit().run("rollback", "schedule", "--in", "2h", "--reason", "maintenance");
        assertThat(planned.exit()).as(planned.out() + planned.err()).isZero();
        assertThat(planned.lines().get(0)).startsWith("active-models: active -> rollback_pending");

        assertThat(kit().run("rollback", "cancel", "--reason", "put off").exit())
                .as("away from safety")
                .isEqualTo(5);
        assertThat(kit().run("rollback", "cancel", "--reason", "put off", "--yes")
                        .lines()
                        .get(0))
                .startsWith("active-models: rollback_pending -> active");
    }

    @Test
    void saysWhenAPlannedOneIsDueAndPlansItAgain() {
        FakeClock clock = new FakeClock();
        Result planned = kit().at(clock).run("rollback", "schedule", "--in", "90m", "--reason", "maintenance");
        assertThat(planned.lines()).contains("  at 2026-01-01T01:30:00Z, in 1 h 30 min");
        clock.advance(Duration.ofMinutes(60));

        assertThat(kit().at(clock).run("status").out())
                .contains("; a rollback is planned for 2026-01-01T01:30:00Z;")
                .contains("planned     a rollback at 2026-01-01T01:30:00Z");
        assertThat(kit().at(clock)
                        .run("status", "--json")
                        .json()
                        .path("scheduledAt")
                        .asString())
                .isEqualTo("2026-01-01T01:30:00Z");
        Result cancelled = kit().at(clock).run("rollback", "cancel", "--reason", "put off", "--yes");
        assertThat(cancelled.err()).contains("planned for 2026-01-01T01:30:00Z, in 30 min 0 s");
        assertThat(cancelled.out())
                .contains("undo: switchback rollback schedule --at 2026-01-01T01:30:00Z --migration active-models");
        assertThat(kit().at(clock)
                        .run("rollback", "schedule", "--json", "--reason", "r", "--at", "2026-01-01T01:30:00Z")
                        .json()
                        .path("scheduledAt")
                        .asString())
                .isEqualTo("2026-01-01T01:30:00Z");
    }

    @Test
    void isNotPlannedForATimeThatHasPassed() {
        CommandLineKit atMidnight = kit().at(new FakeClock());

        Result past = atMidnight.run("rollback", "schedule", "--at", "2025-12-31T23:59:59Z", "--reason", "maintenance");
        assertThat(past.exit()).isEqualTo(2);
        assertThat(past.err())
                .isEqualToIgnoringNewLines(
                        "--at must be no earlier than now, 2026-01-01T00:00:00Z," + " but was 2025-12-31T23:59:59Z");
        assertThat(atMidnight
                        .run("rollback", "schedule", "--at", "2026-01-01T00:00:00Z", "--reason", "maintenance")
                        .exit())
                .isZero();
    }

    @Test
    void saysWhatStillWorksWhereTheStoreDoesNot() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        CommandLineKit broken = new CommandLineKit(file);

        Result result = broken.run("rollback", "--reason", "wrong totals");

        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.err())
                .contains("still works: in the application, migration.emergencyRollback(reason, operator)")
                .contains("still works: a restart of the application with MIGRATION_MANUAL_OVERRIDE=legacy");
        assertThat(broken.run("override", "legacy", "--reason", "x", "--json")
                        .json()
                        .at("/error/stillWorks")
                        .size())
                .isEqualTo(3);
        assertThat(Files.readString(file)).isEqualTo("not a directory");
    }
}
