package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.cli.CommandLineKit.Result;
import dev.switchback.fleet.database.DatabaseStateStore;
import dev.switchback.state.Attribution;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.StateChange;
import dev.switchback.state.files.FileStateStore;
import dev.switchback.state.transfer.StateExport;
import dev.switchback.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: one that is killed in the middle of an import, and what the others load. */
class KilledImportTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Path export;
    private Path says;

    @BeforeEach
    void exportMany() {
        export = directory.resolve("state.jsonl");
        says = directory.resolve("says.txt");
        try (FileStateStore store = FileStateStore.open(directory.resolve("state"))) {
            for (int round = 0; round < 40; round++) {
                List<CompletionStage<?>> written = IntStream.range(0, 500)
                        .<CompletionStage<?>>mapToObj(number -> store.submit(change(number)))
                        .toList();
                written.forEach(one -> one.toCompletableFuture().join());
            }
            assertThat(StateExport.write(store, export, Instant.EPOCH).entries())
                    .isEqualTo(20_000);
        }
    }

    private static StateChange change(int number) {
        return StateChange.of("active-models", "NOTED", Attribution.api("ana", "reason " + number))
                .data("number", number)
                .build();
    }

    @Test
    void leavesNoDirectoryThatIsHalfFilled() throws Exception {
        Path fresh = directory.resolve("fresh");
        Process importing = CommandProcess.start(
                says, List.of(), "state", "import", export.toString(), "--yes", "--state", fresh.toString());
        Awaitility.await().atMost(LONG).until(() -> sizeOfLeftovers() > 100_000 || !importing.isAlive());

        importing.destroyForcibly().waitFor();

        assertThat(sizeOfLeftovers()).as("killed in the middle").isPositive();
        assertThat(fresh).doesNotExist();
        Result again = new CommandLineKit(fresh).run("state", "import", export.toString(), "--yes");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out()).contains("20000 entries taken into ");
        assertThat(sizeOfLeftovers()).as("cleared away").isZero();
    }

    @Test
    void leavesADatabaseAsItWas() throws Exception {
        String url = PostgresServer.freshSchema();
        Process importing =
                CommandProcess.start(says, List.of(), "state", "import", export.toString(), "--yes", "--database", url);
        Awaitility.await()
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> PostgresServer.isWritingHistory() || !importing.isAlive());

        importing.destroyForcibly().waitFor();

        assertThat(Files.readString(says)).as("killed in the middle").doesNotContain("which is whole");
        try (DatabaseStateStore store = DatabaseStateStore.open(url)) {
            assertThat(store.history(HistoryQuery.newest(1))).isEmpty();
            assertThat(store.migrations()).isEmpty();
        }
        Result again =
                new CommandLineKit(directory).bare("state", "import", export.toString(), "--yes", "--database", url);
        assertThat(again.exit()).as(again.err()).isZero();
    }

    @Test
    void takesAnExportFromStdin() throws Exception {
        Path fresh = directory.resolve("fresh");
        Process importing =
                CommandProcess.start(says, export, "state", "import", "-", "--yes", "--state", fresh.toString());

        assertThat(importing.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(importing.exitValue()).as(Files.readString(says)).isZero();
        assertThat(new CommandLineKit(fresh).run("history", "verify").exit()).isZero();
    }

    @Test
    void loadsNothingOfADatabaseForADirectory() throws Exception {
        Process status = CommandProcess.start(
                says,
                List.of("-Xlog:class+load"),
                "status",
                "--state",
                directory.resolve("state").toString());

        assertThat(status.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(status.exitValue()).isZero();
        List<String> loaded = Files.readAllLines(says);
        assertThat(loaded).anyMatch(line -> line.contains("dev.switchback.state.files.FileStateStore "));
        assertThat(loaded.stream().filter(KilledImportTest::isOfADatabase)).isEmpty();
    }

    private static boolean isOfADatabase(String line) {
        return Stream.of("dev.switchback.fleet.database.", "dev.switchback.jdbc.", "com.zaxxer.", "org.postgresql.")
                .anyMatch(line::contains);
    }

    private long sizeOfLeftovers() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> path.toString().contains(".import-") && Files.isRegularFile(path))
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }
}
