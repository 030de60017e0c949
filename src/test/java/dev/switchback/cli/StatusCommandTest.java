package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.state.Attribution;
import dev.switchback.state.StateChange;
import dev.switchback.state.files.FileStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    private static final List<String> STATISTICS = List.of(
            "executionsTotal",
            "executionsLegacy",
            "executionsNew",
            "executionsCanary",
            "fallbacksToLegacy",
            "errorsNew",
            "errorsLegacy",
            "canaryDiscrepancies",
            "canaryCompared",
            "canaryMismatchRate",
            "meanLegacy",
            "meanNew",
            "meanCanaryOverhead",
            "legacy",
            "new");

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    @Test
    void namesTheVariableWhereNoCommandEndsWhatItSets() {
        try (Migration application = kit().application(Map.of("MIGRATION_MANUAL_OVERRIDE", "legacy"))) {
            assertThat(kit().run("status").lines().get(0))
                    .startsWith(application.name() + ": every key goes to legacy")
                    .endsWith("a restart without MIGRATION_MANUAL_OVERRIDE ends it");
        }
        try (Migration application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "0"))) {
            assertThat(kit().run("status").lines().get(0))
                    .isEqualTo(
                            application.name()
                                    + ": every key goes to legacy (0 %, MIGRATION_NEW_PIPELINE_PCT); a restart without it begins");
        }
    }

    @Test
    void showsADirectoryThatIsNotThereYetWithoutMakingIt() {
        Result result = kit().run("status");

        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .contains(
                        "active-models: every key goes to legacy (0 %, default); `switchback percentage set 1` begins",
                        "percentage  target 0, effective 0 (default)",
                        "no live process",
                        "nothing was ever recorded here: where applications run, their state is another one,"
                                + " to be named by --state or --database");
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void doesNotTakeForAMistakeWhatHasOnlyNoProcess() {
        assertThat(kit().run("percentage", "set", "5", "--reason", "first share", "--yes")
                        .exit())
                .isZero();

        assertThat(kit().run("status").lines())
                .contains("no live process")
                .noneMatch(line -> line.startsWith("nothing was ever recorded"));
    }

    @Test
    void doesNotTakeANewDirectoryForThatOfAnApplication() {
        CommandLineKit mistyped = new CommandLineKit(directory.resolve("staet"));
        Result export = mistyped.run(
                "state", "export", "--out", directory.resolve("b.jsonl").toString());
        assertThat(export.exit()).isEqualTo(8);
        assertThat(export.err()).startsWith("there is nothing to export in ").contains("staet: nothing was ever");
        assertThat(directory.resolve("b.jsonl")).doesNotExist();
        assertThat(mistyped.run("health").err()).contains("nothing was ever recorded here");
        assertThat(directory.resolve("staet")).doesNotExist();

        Result rollback = mistyped.run("rollback", "--reason", "wrong totals");

        assertThat(rollback.exit()).as("to safety, wherever it leads").isZero();
        assertThat(rollback.err()).contains("nothing was ever recorded here");
        assertThat(mistyped.run("rollback", "--reason", "again").err()).isEmpty();
        assertThat(mistyped.run("health").err()).isEmpty();
        try (Migration application = kit().application(Map.of())) {
            assertThat(kit().run("health").err()).as(application.name()).isEmpty();
        }
    }

    @Test
    void answersWithEveryFieldOfTheContract() {
        try (Migration application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "30"))) {
            Result result = kit().run("status", "--json");

            assertThat(application.name()).isEqualTo("active-models");
            assertThat(result.out()).hasLineCount(1);
            assertThat(result.fields())
                    .containsExactly(
                            "schemaVersion",
                            "migration",
                            "sentence",
                            "state",
                            "rolledBack",
                            "percentage",
                            "canary",
                            "override",
                            "breaker",
                            "rollbacksToday",
                            "lastRollback",
                            "scheduledAt",
                            "statistics",
                            "store",
                            "nodes");
            assertThat(names(result, "/percentage")).containsExactly("target", "effective", "source");
            assertThat(names(result, "/canary")).containsExactly("enabled", "samplePercentage", "source");
            assertThat(names(result, "/breaker"))
                    .startsWith("state", "errors", "errorThreshold", "windowSeconds", "openUntil");
            assertThat(names(result, "/statistics")).isEqualTo(STATISTICS);
            assertThat(names(result, "/statistics/new"))
                    .containsExactly("totalSamples", "recentSamples", "successRate", "mean", "p95");
            assertThat(names(result, "/store"))
                    .contains("kind", "readable", "writable", "generation", "undurable", "ageMillis");
            assertThat(names(result, "/nodes/0")).contains("node", "pid", "epoch", "percentage", "breaker");
            assertThat(result.json().at("/percentage/effective").asDouble()).isEqualTo(30);
            assertThat(result.json().at("/percentage/source").asString()).isEqualTo("MIGRATION_NEW_PIPELINE_PCT");
        }
    }

    @Test
    void saysSinceWhenByWhomAndWhyItIsRolledBack() {
        kit().run("rollback", "--reason", "wrong totals");

        Result result = kit().run("status");

        assertThat(result.exit()).as("as it should be").isZero();
        assertThat(result.lines().get(0))
                .startsWith("active-models: rolled back, every key goes to legacy since ")
                .endsWith("by kim: wrong totals; `switchback rollback clear` leaves it once the cause is gone");
    }

    @Test
    void isCriticalWhereTheStateCannotBeRead() throws IOException {
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");
        Files.writeString(directory.resolve("state/history.jsonl"), "not a record\n");
        Files.writeString(directory.resolve("state/migrations/active-models.json"), "not a document");

        Result result = kit().run("status", "--json");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.json().at("/store/readable").asBoolean()).isFalse();
        assertThat(result.json().at("/percentage/effective").asDouble()).isZero();
        assertThat(result.json().path("sentence").asString()).contains("every key goes to legacy, because the state");
        assertThat(kit().run("health").exit()).isEqualTo(4);
        assertThat(kit().run("doctor").exit()).isEqualTo(4);
    }

    @Test
    void findsTheOnlyMigrationOfTheStore() {
        kit().run("percentage", "set", "25", "--reason", "r", "--yes", "--migration", "orders");

        assertThat(kit().run("status", "--json").json().path("migration").asString())
                .isEqualTo("orders");
    }

    @Test
    void refusesANameThatTheStoreDoesNotKnow() {
        kit().run("percentage", "set", "25", "--reason", "r", "--yes", "--migration", "orders");

        for (String command : List.of("status", "health", "statistics", "report", "explain", "history")) {
            assertThat(kit().run(command, "--migration", "odrers").exit())
                    .as(command)
                    .isEqualTo(8);
        }
        Result result = kit().run("rollback", "--reason", "wrong totals", "--migration", "odrers");
        assertThat(result.exit()).as("a misspelt rollback is none").isEqualTo(8);
        assertThat(result.err()).contains("there is no migration odrers").contains("it must be one of orders");
    }

    @Test
    void watchesUntilItIsStopped() {
        AtomicInteger looks = new AtomicInteger();

        Result result = kit().pausing(time -> looks.incrementAndGet() < 3).run("status", "--watch", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).hasLineCount(3);
    }

    @Test
    void showsNoControlCharacterOfWhoeverWroteTheState() {
        try (FileStateStore store = FileStateStore.open(directory.resolve("state"))) {
            store.commit(StateChange.of("active-models", "OVERRIDE_CHANGED", Attribution.api("eve", "a reason"))
                    .change(document -> document.with("note", Map.of("text", "\u001b]0;owned\u0007\u001b[2J")))
                    .build());
        }

        assertThat(kit().run("history", "--json").out()).doesNotContain("\u001b", "\u0007");
        assertThat(kit().run("explain", "--key", "a\u001b[31mred\u202ebad").out())
                .doesNotContain("\u001b", "\u202e")
                .contains("a\\u001b[31mred\\u202ebad goes to legacy");
    }

    private static List<String> names(Result result, String pointer) {
        return List.copyOf(result.json().at(pointer).propertyNames());
    }
}
