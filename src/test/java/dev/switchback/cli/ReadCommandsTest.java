package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadCommandsTest {

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    @Test
    void healthJudgesEachComponent() {
        Result result = kit().run("health", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.fields())
                .containsExactly("schemaVersion", "migration", "overall", "components", "recommendations", "checkedAt");
        assertThat(result.json().path("components").propertyNames())
                .containsExactly("flags", "breaker", "rollbackManager", "stateStore", "nodes");
        assertThat(result.json().at("/components/flags").propertyNames())
                .containsExactly("status", "issues", "details");
        assertThat(kit().run("health").lines().get(0)).isEqualTo("active-models: healthy");
    }

    @Test
    void healthIsDegradedWhileTheBreakerIsOpen() {
        try (var application = kit().application(Map.of())) {
            kit().run("breaker", "trip", "--reason", "odd answers");

            assertThat(kit().run("health").exit()).isEqualTo(3);
            assertThat(application.name()).isEqualTo("active-models");
        }
    }

    @Test
    void statisticsCountWhatProcessesDid() {
        try (var application = kit().application(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100"))) {
            var adapter = application
                    .legacy((String key) -> key)
                    .newPipeline(key -> key)
                    .build();
            assertThat(adapter.generate("a")).isEqualTo("a");
        }

        Result result = kit().run("statistics", "--json");

        assertThat(result.exit()).isZero();
        assertThat(result.json().path("executionsTotal").asLong()).isEqualTo(1);
        assertThat(result.json().at("/new/totalSamples").asLong()).isEqualTo(1);
        assertThat(kit().run("statistics").lines().get(0))
                .isEqualTo("executions       1 (legacy 0, new 1), 0 of them compared");
    }

    @Test
    void reportNamesTheLastRollbacksWithTheirReasons() {
        kit().run("rollback", "--reason", "wrong totals");

        Result result = kit().run("report", "--since", "7d", "--json");

        assertThat(result.fields()).contains("since", "delta", "rollbacks", "legacy", "new");
        assertThat(result.json().at("/rollbacks/0/reason").asString()).isEqualTo("wrong totals");
        assertThat(result.json().at("/delta/mean").isNull())
                .as("nothing has run")
                .isTrue();
        assertThat(kit().run("report").out()).contains("rollbacks since ").contains("wrong totals");
    }

    @Test
    void explainNamesTheRuleThatDecides() {
        kit().run("percentage", "set", "50", "--reason", "half", "--yes");

        Result result = kit().run("explain", "--key", "customers", "--json");

        assertThat(result.fields())
                .startsWith(
                        "schemaVersion",
                        "migration",
                        "key",
                        "bucket",
                        "buckets",
                        "percentage",
                        "route",
                        "reason",
                        "rules");
        assertThat(result.json().path("buckets").asInt()).isEqualTo(100_000);
        assertThat(result.json().path("reason").asString()).startsWith("bucket_");
        assertThat(kit().run("explain").lines().get(0))
                .isEqualTo("a request without a key goes to legacy: missing_key");
    }

    @Test
    void simulateNamesTheKeysThatChangeSides() throws IOException {
        Path keys = directory.resolve("keys.txt");
        Files.write(
                keys, IntStream.range(0, 1_000).mapToObj(key -> "key-" + key).toList());

        Result up = kit().run("simulate", "--from", "10", "--to", "25", "--keys", keys.toString(), "--json");
        Result down = kit().run("simulate", "--from", "25", "--to", "10", "--keys", keys.toString(), "--json");

        assertThat(up.fields())
                .containsExactly("schemaVersion", "migration", "from", "to", "keys", "toNew", "toLegacy");
        assertThat(up.json().path("keys").asInt()).isEqualTo(1_000);
        assertThat(up.json().path("toNew").size()).isBetween(110, 190);
        assertThat(up.json().path("toLegacy").size()).isZero();
        assertThat(down.json().path("toLegacy")).isEqualTo(up.json().path("toNew"));
    }

    @Test
    void historyShowsTheNewestFirst() {
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");
        kit().run("rollback", "--reason", "wrong totals");

        Result result = kit().run("history", "--json");

        assertThat(result.json().at("/events/0").propertyNames())
                .containsExactly(
                        "seq",
                        "at",
                        "type",
                        "migration",
                        "strategy",
                        "trigger",
                        "reason",
                        "operator",
                        "dry_run",
                        "success",
                        "steps_completed",
                        "errors",
                        "rollback_time_ms",
                        "node",
                        "data");
        assertThat(result.json().at("/events/0/type").asString()).isEqualTo("ROLLBACK_EXECUTED");
        assertThat(kit().run("history", "--type", "percentage_changed", "--limit", "1")
                        .out())
                .contains("week 3")
                .doesNotContain("wrong totals");
        assertThat(kit().run("history", "--since", "2030-01-01T00:00:00Z").lines())
                .containsExactly("nothing is recorded");
    }

    @Test
    void historySaysWhichTypesThereAreWhereOneIsNot() {
        assertThat(kit().run("history", "--type", "X").lines()).containsExactly("no record of type X");
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");
        kit().run("override", "legacy", "--reason", "a look");

        assertThat(kit().run("history", "--type", "rolback_executed").lines())
                .containsExactly("no record of type ROLBACK_EXECUTED; there are OVERRIDE_CHANGED, PERCENTAGE_CHANGED");
        assertThat(kit().run("history", "--type", "PERCENTAGE_CHANGED", "--since", "2030-01-01T00:00:00Z")
                        .lines())
                .containsExactly("no record of type PERCENTAGE_CHANGED");
    }

    @Test
    void historyVerifyFindsAnEditedRecord() throws IOException {
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");
        kit().run("percentage", "set", "0", "--reason", "wrong totals");
        assertThat(kit().run("history", "verify").lines()).containsExactly("the history is whole");

        Path history = directory.resolve("state/history.jsonl");
        Files.writeString(
                history, Files.readString(history).replace("week 3", "week 9"), StandardOpenOption.TRUNCATE_EXISTING);

        Result result = kit().run("history", "verify", "--json");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.json().path("whole").asBoolean()).isFalse();
        assertThat(result.json().at("/problems/0").propertyNames()).containsExactly("file", "offset", "what");
    }

    @Test
    void historyArchiveHasNothingToDoAtFirst() {
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");

        assertThat(kit().run("history", "archive", "--older-than", "30d").lines())
                .containsExactly("0 files compressed");
    }

    @Test
    void doctorSaysWhatToDo() {
        Result result =
                kit().variables(Map.of("MIGRATION_NEW_PIPELIN_PCT", "5")).run("doctor", "--json");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.json().path("findings").findValuesAsString("check"))
                .isEqualTo(List.of("java", "state", "writing", "space", "history", "processes", "masks", "variables"));
        assertThat(kit().variables(Map.of("MIGRATION_NEW_PIPELIN_PCT", "5"))
                        .run("doctor")
                        .out())
                .contains("mean nothing: MIGRATION_NEW_PIPELIN_PCT")
                .contains("do: look for a misspelling");
        assertThat(kit().run("doctor").exit()).isZero();
    }

    @Test
    void doctorGoesOnWhereProcessesCannotBeRead() throws IOException {
        kit().run("percentage", "set", "25", "--reason", "week 3", "--yes");
        Files.writeString(directory.resolve("state/nodes"), "a file");

        Result result = kit().run("doctor", "--json");

        assertThat(result.exit()).as(result.out()).isEqualTo(4);
        assertThat(result.json().path("findings").findValuesAsString("check"))
                .contains("history", "processes", "masks", "variables");
    }
}
