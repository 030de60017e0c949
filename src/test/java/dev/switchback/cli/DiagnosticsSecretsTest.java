package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchback.Migration;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.flags.Share;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.state.Attribution;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets, keys and people are planted wherever they can get in, and looked for in everything that comes out. */
class DiagnosticsSecretsTest {

    private static final String SECRET = "hunter2";
    private static final String OF_THE_URL = "Tr0ub4dor&3";
    private static final String OF_NO_VARIABLE = "swordfish";
    private static final String KEY = "customer-4711";
    private static final String FORCED = "tenant eight";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private CommandLineKit kit;
    private Migration migration;
    private MigrationAdapter<String, String, RuntimeException> adapter;

    @BeforeEach
    void begin() {
        kit = new CommandLineKit(directory.resolve("state"))
                .variables(Map.of(
                        "MIGRATION_OPERATOR",
                        "kimberly",
                        "MIGRATION_DATABASE_URL",
                        "jdbc:postgresql://app:%s@db/x?password=%s".formatted(SECRET, SECRET),
                        "MIGRATION_DB_URL",
                        "jdbc:postgresql://db/x?user=app&password=Tr0ub4dor%263",
                        "SWITCHBACK_WEBHOOK",
                        "https://hooks.example/services/" + SECRET,
                        "MIGRATION_NEW_PIPELINE_TABLES",
                        FORCED,
                        "MIGRATION_NEW_PIPELINE_PCT",
                        SECRET));
        migration = kit.application(Map.of());
        migration
                .flags()
                .change(
                        settings -> settings.withPercentage(Share.of(50))
                                .withForcedKeys(Set.of(FORCED))
                                .withCanary(settings.canary().withEnabled(true)),
                        Attribution.api("ada.l", "begin, as kimberly said"));
        adapter = migration
                .legacy((String key) -> "%s of %s, or %s\n".formatted(SECRET, key, OF_NO_VARIABLE))
                .newPipeline(this::fail)
                .comparator(OutputComparator.ofText())
                .build();
    }

    private String fail(String key) {
        if (key.startsWith("bad")) {
            throw new IllegalStateException("login of %s failed, password=%s".formatted(KEY, SECRET));
        }
        return "total of %s\n".formatted(key);
    }

    @AfterEach
    void end() {
        migration.close();
    }

    private void provoke() {
        adapter.generate(KEY);
        await().atMost(PATIENCE)
                .until(() -> kit.run("canary", "report", "--json").out().contains(KEY));
        for (int call = 0; call < 40; call++) {
            adapter.generate("bad-" + call); // these open the breaker, which ends the canaries
        }
        kit.run("override", "legacy", "--reason", "%s is wrong, password=%s".formatted(KEY, OF_NO_VARIABLE));
        kit.run("rollback", "--reason", "password=%s, or is it %s of kimberly?".formatted(SECRET, OF_THE_URL));
    }

    private Archive archive() throws IOException {
        Path zip = directory.resolve("incident.zip");
        CommandLineKit.Result made = kit.run("diagnostics", "--out", zip.toString());
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out() + made.err()).doesNotContain(SECRET, KEY, OF_THE_URL);
        return Archive.open(zip);
    }

    @Test
    void areInNoFile() throws IOException {
        provoke();
        assertThat(kit.run("history", "--json").out())
                .as("they were planted")
                .contains(SECRET, KEY, OF_THE_URL, FORCED, OF_NO_VARIABLE);
        assertThat(kit.run("canary", "report", "--json").out()).as("likewise").contains(SECRET, KEY, OF_NO_VARIABLE);

        Archive archive = archive();

        for (String name : archive.names()) {
            assertThat(archive.text(name))
                    .as(name)
                    .doesNotContain(SECRET, KEY, OF_THE_URL, FORCED, "Tr0ub4dor", "ada.l", OF_NO_VARIABLE);
            assertThat(archive.text(name)).as(name).doesNotContainIgnoringCase("kimberly");
        }
        assertThat(archive.names())
                .contains("status.json", "health.json", "history.jsonl", "canary.json", "settings.json", "nodes.json");
    }

    @Test
    void leaveTheRestReadable() throws IOException {
        provoke();

        Archive archive = archive();

        JsonNode newest = first(archive.text("history.jsonl"));
        assertThat(newest.path("type").asString()).isEqualTo("ROLLBACK_EXECUTED");
        assertThat(newest.path("reason").asString()).isEqualTo("password=***, or is it *** of operator-2?");
        assertThat(newest.path("operator").asString()).isEqualTo("operator-2");
        assertThat(archive.json("status.json").at("/lastRollback/operator").asString())
                .isEqualTo("operator-2");
        JsonNode difference = archive.json("canary.json").at("/mismatches/0");
        assertThat(difference.path("keys").asInt()).as("keys are counted").isPositive();
        assertThat(difference.path("example").asString()).isEqualTo("***");
        assertThat(difference.path("fingerprint").asString()).hasSize(12);
        assertThat(archive.json("settings.json").path("settings").valueStream())
                .filteredOn(one -> one.path("setting").asString().equals("forcedKeys"))
                .allMatch(one -> one.path("keys").asInt() == 1);
        assertThat(archive.text("environment.json")).contains("MIGRATION_DATABASE_URL", "SWITCHBACK_WEBHOOK");
    }

    private static JsonNode first(String lines) {
        return JsonMapper.shared().readTree(lines.lines().findFirst().orElseThrow());
    }
}
