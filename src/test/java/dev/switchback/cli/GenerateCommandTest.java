package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    Path directory;

    private CommandLineKit kit() {
        return new CommandLineKit(directory.resolve("state"));
    }

    private String models() {
        return directory.resolve("models").toString();
    }

    @Test
    void commitsTheFilesOfTheServedSides() throws IOException {
        Result result = kit().run("generate", "--output-dir", models(), "--percentage", "50", "--canary", "--json");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.fields()).startsWith("schemaVersion", "migration", "executions", "summary");
        assertThat(result.json().at("/executions/0").propertyNames())
                .containsExactly(
                        "table",
                        "assigned",
                        "served",
                        "reason",
                        "fallback",
                        "canary",
                        "legacyMillis",
                        "newMillis",
                        "files",
                        "error");
        assertThat(result.json().path("summary").propertyNames())
                .containsExactly("total", "legacy", "new", "fallbacks", "failed", "canary");
        assertThat(result.json().at("/summary/legacy").asInt()).isPositive();
        assertThat(result.json().at("/summary/new").asInt()).isPositive();
        for (var execution : result.json().path("executions")) {
            assertThat(execution.at("/canary/result").asString()).isIn("match", "cosmetic", "critical");
            for (var file : execution.path("files")) {
                assertThat(Path.of(models(), file.asString())).exists();
            }
        }
        assertThat(Files.readString(Path.of(models(), "index.ts"))).contains("export * from './runtime';");
    }

    @Test
    void writesNothingInADryRun() {
        Result result = kit().run("generate", "--output-dir", models(), "--dry-run");

        assertThat(result.exit()).isZero();
        assertThat(result.lines().get(0))
                .startsWith("table ")
                .contains("served by")
                .endsWith("verdict");
        assertThat(result.lines())
                .contains("14 tables: 14 by legacy, 0 by new, 0 fallbacks; compared: 0 match,"
                        + " 0 cosmetic, 0 critical");
        assertThat(result.err()).contains("dry run: nothing was written");
        assertThat(Path.of(models())).doesNotExist();
    }

    @Test
    void storesNoPercentage() {
        kit().run("generate", "--dry-run", "--percentage", "100");

        assertThat(kit().run("percentage").lines()).containsExactly("active-models: target 0, effective 0 (default)");
        assertThat(kit().records()).isZero();
    }

    @Test
    void obeysTheVariablesOfTheProcess() {
        Result result = kit().variables(Map.of("MIGRATION_NEW_PIPELINE_PCT", "100"))
                .run("generate", "--dry-run", "--table", "country", "--json");

        assertThat(result.json().at("/executions/0/reason").asString()).isEqualTo("percentage_all");
        assertThat(result.json().at("/executions/0/canary").isNull()).isTrue();
        assertThat(kit().variables(Map.of("MIGRATION_NEW_PIPELINE_PCT", "a lot"))
                        .run("generate", "--dry-run")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void leavesTablesOut() {
        Result result = kit().run("generate", "--dry-run", "--exclude-tables", "country,brand", "--json");

        assertThat(result.json().path("executions").findValuesAsString("table"))
                .hasSize(12)
                .doesNotContain("country", "brand");
    }

    @Test
    void forcesOneSide() {
        Result result = kit().run("generate", "--dry-run", "--force-system", "new", "--table", "country", "--json");

        assertThat(result.json().at("/executions/0/served").asString()).isEqualTo("new");
        assertThat(result.json().at("/executions/0/reason").asString()).isEqualTo("forced_call_new");
    }

    @Test
    void staysOnLegacyWhileRolledBack() {
        kit().run("rollback", "--reason", "wrong models");

        Result routed = kit().run("generate", "--dry-run", "--percentage", "100", "--json");
        Result forced = kit().run("generate", "--dry-run", "--force-system", "new");

        assertThat(routed.json().at("/summary/new").asInt()).isZero();
        assertThat(routed.json().at("/executions/0/reason").asString()).isEqualTo("rolled_back");
        assertThat(forced.exit()).isEqualTo(5);
    }

    @Test
    void keepsTheFilesOfTheLastRunWhenTheScriptIsBroken() throws IOException {
        kit().run("generate", "--output-dir", models());
        List<Path> before = files();
        Path script = Files.writeString(directory.resolve("broken.sql"), "create table (");

        Result result = kit().run("generate", "--output-dir", models(), "--source", script.toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(files()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void showsNoCredentials() {
        Result result =
                kit().run("generate", "--dry-run", "--source", "jdbc:postgresql://eve:canary-secret@127.0.0.1:1/x");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err() + result.out()).doesNotContain("canary-secret").contains("127.0.0.1");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(Path.of(models()))) {
            return files.sorted().toList();
        }
    }
}
