package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a state in a database: there, away, and named by something that is no URL. */
class DiagnosticsDatabaseTest {

    private static final String SECRET = "hunter2";

    @TempDir
    private Path directory;

    private Archive archive(CommandLineKit kit, String... options) throws IOException {
        Path zip = directory.resolve("incident.zip");
        String[] words = Stream.concat(Stream.of("diagnostics", "--out", zip.toString()), Stream.of(options))
                .toArray(String[]::new);
        Result made = kit.bare(words);
        assertThat(made.exit()).as(made.err()).isZero();
        Archive archive = Archive.open(zip);
        assertThat(made.out() + made.err() + archive.everything()).doesNotContain(SECRET);
        return archive;
    }

    private CommandLineKit kit(String url) {
        return new CommandLineKit(directory.resolve("state")).variables(Map.of("MIGRATION_DATABASE_URL", url));
    }

    @Test
    void hasEveryPart() throws IOException {
        CommandLineKit kit = kit(PostgresServer.freshSchema() + "&password=" + SECRET);
        assertThat(kit.bare("override", "legacy", "--reason", "doubt").exit()).isZero();

        Archive archive = archive(kit);

        assertThat(archive.missing()).isEmpty();
        assertThat(archive.json("status.json").at("/store/kind").asString()).isEqualTo("postgresql");
        assertThat(archive.text("doctor.json")).contains("roundtrip");
        assertThat(archive.text("history.jsonl")).contains("OVERRIDE");
        assertThat(archive.text("system.txt")).contains("in a database");
    }

    @Test
    void isMadeWhileTheDatabaseIsAway() throws IOException {
        Archive archive = archive(
                new CommandLineKit(directory.resolve("state")),
                "--database",
                "jdbc:postgresql://localhost:1/x?user=app&password=" + SECRET);

        assertThat(archive.missing())
                .containsExactly(
                        "status.json",
                        "health.json",
                        "statistics.json",
                        "report.json",
                        "history.jsonl",
                        "canary.json",
                        "settings.json",
                        "nodes.json");
        assertThat(archive.json("manifest.json").at("/missing/0/reason").asString())
                .contains("localhost:1");
        assertThat(archive.json("doctor.json").path("overall").asString()).isEqualTo("critical");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "jdbc:mysql://app:hunter2@db/x", "mysql://app:hunter2@db/x", "jdbc:hunter2"})
    void isMadeWhereAVariableIsWrong(String url) throws IOException {
        Archive archive = archive(kit(url));

        assertThat(archive.missing()).contains("status.json", "doctor.json");
        assertThat(archive.json("manifest.json").at("/missing/0/reason").asString())
                .startsWith("MIGRATION_DATABASE_URL must be ");
        assertThat(archive.names()).containsExactly("environment.json", "system.txt", "manifest.json");
    }

    @Test
    void isRefusedWhereAnOptionIsWrong() {
        Path zip = directory.resolve("incident.zip");

        assertThat(kit("").bare("diagnostics", "--out", zip.toString(), "--database", "jdbc:mysql:x")
                        .exit())
                .isEqualTo(2);
        assertThat(zip).doesNotExist();
    }
}
