package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.flags.Reason;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DatabaseCommandsTest {

    private static final String SECRET = "canary-s3cret";

    @TempDir
    Path directory;

    private final String url = PostgresServer.freshSchema() + "&password=" + SECRET;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    private Result on(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--database");
        all.add(url);
        return clean(kit().bare(all.toArray(String[]::new)));
    }

    private Result byVariable(String... arguments) {
        return clean(kit().variables(Map.of("MIGRATION_OPERATOR", "kim", "MIGRATION_DATABASE_URL", url))
                .bare(arguments));
    }

    private static Result clean(Result result) {
        assertThat(result.out() + result.err()).doesNotContain(SECRET).doesNotContain("user=");
        return result;
    }

    @Test
    void doWhatTheyDoOnADirectory() {
        assertThat(on("status").exit()).isZero();
        Result raised = on("percentage", "set", "25", "--reason", "week 3", "--yes", "--json");
        assertThat(raised.exit()).as(raised.err()).isZero();
        assertThat(raised.json().path("undo").asString())
                .startsWith("switchback percentage set 0 --migration active-models --database 'jdbc:postgresql://")
                .endsWith("?...' --reason '...'");
        assertThat(byVariable("rollback", "--reason", "wrong totals").exit()).isZero();
        assertThat(on("history", "--json").json().path("events")).hasSizeGreaterThan(1);
        assertThat(on("history", "verify").exit()).isZero();
        assertThat(on("history", "archive", "--older-than", "1d").exit()).isZero();
        assertThat(on("health").exit()).isZero();
        assertThat(on("explain", "--key", "orders").lines().get(0)).contains("rolled_back");

        JsonNode store = byVariable("status", "--json").json().path("store");
        assertThat(store.path("kind").asString()).isEqualTo("postgresql");
        assertThat(store.path("writable").asBoolean()).isTrue();
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void leaveTheUrlOutWhereTheEnvironmentHoldsIt() {
        Result raised = byVariable("percentage", "set", "25", "--reason", "week 3", "--yes", "--json");

        assertThat(raised.json().path("undo").asString())
                .isEqualTo("switchback percentage set 0 --migration active-models --reason '...'");
    }

    @Test
    void driveARunningApplicationAndShowIt() {
        try (Migration application =
                Migration.named("active-models").database(url).start()) {
            MigrationAdapter<String, String, RuntimeException> adapter = application
                    .legacy((String key) -> "legacy")
                    .newPipeline(key -> "new")
                    .routingKey(key -> key)
                    .build();
            assertThat(on("percentage", "set", "100", "--reason", "all", "--yes")
                            .exit())
                    .isZero();
            Awaitility.await().until(() -> adapter.generate("a").equals("new"));

            Result rolledBack = on("rollback", "--reason", "wrong totals", "--json");

            assertThat(rolledBack.exit()).as(rolledBack.out()).isZero();
            assertThat(adapter.execute("a").decision().reason()).isEqualTo(Reason.ROLLED_BACK);
            JsonNode node = on("status", "--json").json().at("/nodes/0");
            assertThat(node.path("host").asString()).isNotEmpty();
            assertThat(node.path("pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(node.path("clockSkewMillis").asLong()).isBetween(-2_000L, 2_000L);
            assertThat(on("status").out()).contains("node ", "host ", "clock ms");
            assertThat(on("breaker", "probe", "--reason", "is legacy well?", "--side", "legacy")
                            .exit())
                    .as("no probe is configured")
                    .isIn(0, 1);
        }
    }

    @Test
    void generateThere() {
        Result generated = on("generate", "--dry-run", "--percentage", "50", "--json");

        assertThat(generated.exit()).as(generated.err()).isZero();
        assertThat(on("status", "--json")
                        .json()
                        .at("/statistics/executionsTotal")
                        .asLong())
                .isPositive();
    }

    @Test
    void takeADirectoryOrADatabase() {
        Result both = on("status", "--state", "elsewhere");

        assertThat(both.exit()).isEqualTo(2);
        assertThat(both.err())
                .isEqualTo("--database must be given without --state, but was given with it%n".formatted());
    }

    @Test
    void readTheNamedDirectoryWhateverTheEnvironmentSays() {
        Result status =
                clean(kit().variables(Map.of("MIGRATION_DATABASE_URL", url)).run("status", "--json"));

        assertThat(status.json().at("/store/kind").asString()).isEqualTo("files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "db.example",
                "jdbc:mysql://db/x?password=" + SECRET,
                "postgres://app:" + SECRET + "@db/x",
                "jdbc:postgresql://db/x?...",
                "jdbc:postgresql:",
            })
    void refuseAUrlThatIsNone(String bad) {
        for (Result result : List.of(
                kit().bare("status", "--database", bad),
                kit().bare("rollback", "--reason", "r", "--database", bad, "--json"))) {
            assertThat(clean(result).exit()).isEqualTo(2);
            assertThat(result.out() + result.err()).contains("--database must be a JDBC URL of PostgreSQL");
        }
    }

    @Test
    void showNoSecretOfAUrlInTheWrongPlace() {
        assertThat(clean(kit().bare("status", url)).exit()).isEqualTo(2);
        assertThat(clean(kit().bare("status", url, "--json")).exit()).isEqualTo(2);
        assertThat(clean(kit().bare("status", "--database", url, "--database", url))
                        .exit())
                .isEqualTo(2);
        assertThat(clean(kit().bare("status", "--json", "--migration", url)).exit())
                .isEqualTo(2);
        assertThat(clean(kit().bare("status", "--datbase=" + url)).exit()).isEqualTo(2);
    }

    @Test
    void sayWhatStillWorksWhileTheDatabaseIsAway() {
        String away = PostgresServer.urlOf(PostgresServer.databaseToCome()) + "&password=" + SECRET;
        for (List<String> command : List.of(
                List.of("status"),
                List.of("rollback", "--reason", "wrong totals"),
                List.of("state", "export"),
                List.of("state", "reopen"))) {
            List<String> words = new ArrayList<>(command);
            words.addAll(List.of("--database", away));

            Result result = clean(kit().bare(words.toArray(String[]::new)));

            assertThat(result.exit()).as("%s%n%s", command, result.err()).isEqualTo(7);
            assertThat(result.err())
                    .contains("cannot open state: the database cannot be used: FATAL: database")
                    .contains("still works: in the application, migration.emergencyRollback(reason, operator)")
                    .contains("`switchback doctor --migration active-models --database 'jdbc:postgresql://");
        }
        Result doctor = clean(kit().bare("doctor", "--database", away));
        assertThat(doctor.exit()).isEqualTo(4);
        assertThat(doctor.out()).contains("repair the store");
    }

    @Test
    void diagnoseADatabase() {
        on("percentage", "set", "25", "--reason", "week 3", "--yes");

        Result doctor = on("doctor", "--json");

        assertThat(doctor.exit()).as(doctor.out()).isZero();
        assertThat(doctor.json()
                        .path("findings")
                        .valueStream()
                        .map(finding -> finding.path("check").asString()))
                .containsExactly(
                        "java",
                        "state",
                        "writing",
                        "database",
                        "tables",
                        "roundtrip",
                        "connections",
                        "listen",
                        "clock",
                        "history",
                        "processes",
                        "masks",
                        "variables");
        assertThat(doctor.out()).contains("version 2, and 2 is known here", "a notification arrived", "PostgreSQL 1");
    }
}
