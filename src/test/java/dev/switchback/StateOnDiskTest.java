package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchback.flags.Reason;
import dev.switchback.flags.Share;
import dev.switchback.health.HealthStatus;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.state.Attribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOnDiskTest {

    private static final Attribution BY = Attribution.api("ada", "first tenants");
    private static final Map<String, String> ALL_NEW =
            Map.of("MIGRATION_NEW_PIPELINE_PCT", "100", "MIGRATION_MANUAL_OVERRIDE", "new");

    @TempDir
    private Path folder;

    @Test
    void remembersThePercentage() {
        try (Migration migration = start("orders", Map.of())) {
            migration.flags().change(settings -> settings.withPercentage(Share.of(100)), BY);
        }

        try (Migration again = start("orders", Map.of())) {
            assertThat(adapter(again).generate("a")).isEqualTo("new");
            assertThat(again.currentStatus().percentage().source()).isEqualTo("stored");
        }
    }

    @Test
    void isStillRolledBackAfterARestartWhateverTheVariablesSay() {
        try (Migration migration = start("orders", ALL_NEW)) {
            assertThat(adapter(migration).generate("a")).isEqualTo("new");
            RollbackReport report = migration.emergencyRollback("wrong totals since 14:02", "ada");
            assertThat(report.isProven()).as(report.sentence()).isTrue();
        }

        try (Migration again = start("orders", ALL_NEW)) {
            assertThat(adapter(again).execute("a").decision().reason()).isEqualTo(Reason.ROLLED_BACK);
            assertThat(again.currentStatus().sentence())
                    .contains("rolled back, every key goes to legacy", "by ada: wrong totals since 14:02");
            assertThat(again.currentStatus().lastRollback()).isNotNull();
        }
    }

    @Test
    void keepsTwoMigrationsOfOneDirectoryApart() {
        try (Migration orders = start("orders", ALL_NEW);
                Migration prices = start("prices", ALL_NEW)) {
            orders.emergencyRollback("wrong totals", "ada");

            assertThat(adapter(orders).generate("a")).isEqualTo("legacy");
            assertThat(adapter(prices).generate("a")).isEqualTo("new");
        }
    }

    @Test
    void countsOverRestarts() {
        for (int run = 0; run < 3; run++) {
            try (Migration migration = start("orders", ALL_NEW)) {
                adapter(migration).generate("a");
            }
        }

        try (Migration migration = start("orders", Map.of())) {
            assertThat(migration.statistics().executionsNew()).isEqualTo(3);
        }
    }

    @Test
    void routesToLegacyWhenItsFormatIsNewer() throws IOException {
        recordSomething();
        Path document = folder.resolve("migrations/orders.json");
        String newer = Files.readString(document).replace("\"format\" : 1", "\"format\" : 2");
        Files.writeString(document, newer);
        List<String> before = contents();

        try (Migration migration = start("orders", ALL_NEW)) {
            assertLegacyAndSaidSo(migration);
        }
        assertThat(contents()).as("nothing is overwritten").isEqualTo(before);
    }

    @Test
    void routesToLegacyWhenJournalAndDocumentAreDamaged() throws IOException {
        recordSomething();
        byte[] noise = "not a line of any journal\nnor this\n".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("migrations/orders.json"), noise);
        for (Path journal : journals()) {
            Files.write(journal, noise);
        }

        try (Migration migration = start("orders", ALL_NEW)) {
            assertLegacyAndSaidSo(migration);
        }
        for (Path journal : journals()) {
            assertThat(journal).hasBinaryContent(noise);
        }
    }

    @Test
    void routesToLegacyWhenItsDirectoryIsALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        try (Migration migration = Migration.named("orders")
                .stateDirectory(link)
                .environment(ALL_NEW)
                .start()) {
            assertLegacyAndSaidSo(migration);
        }
    }

    @Test
    void routesToLegacyWhenItsDirectoryIsReadOnly() throws Exception {
        recordSomething();
        List<String> before = contents();
        assumeThat(runs("mount", "--bind", folder.toString(), folder.toString()))
                .as("needs root")
                .isTrue();
        try {
            assertThat(runs("mount", "-o", "remount,ro,bind", folder.toString()))
                    .isTrue();
            try (Migration migration = start("orders", ALL_NEW)) {
                assertLegacyAndSaidSo(migration);
                assertThat(migration.currentStatus().store().writable()).isFalse();
                assertThat(migration.currentStatus().sentence()).contains("it cannot be written");
            }
        } finally {
            runs("umount", folder.toString());
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void startsNothingWithABadVariable() {
        assertThatThrownBy(() -> start("orders", Map.of("MIGRATION_NEW_PIPELINE_PCT", "25%")))
                .hasMessageStartingWith("MIGRATION_NEW_PIPELINE_PCT must be ")
                .hasMessageEndingWith(", but was 25%");
        assertThat(folder).isEmptyDirectory();
    }

    private void recordSomething() {
        try (Migration migration = start("orders", Map.of())) {
            migration.flags().change(settings -> settings.withPercentage(Share.of(50)), BY);
            migration.flags().change(settings -> settings.withPercentage(Share.of(100)), BY);
        }
    }

    private static void assertLegacyAndSaidSo(Migration migration) {
        assertThat(adapter(migration).execute("a").decision().reason()).isEqualTo(Reason.STATE_UNREADABLE);
        assertThat(migration.currentStatus().sentence()).contains("the state cannot be trusted");
        assertThat(migration.currentStatus().store().readable()).isFalse();
        assertThat(migration.healthCheck().overall()).isEqualTo(HealthStatus.CRITICAL);
    }

    private Migration start(String name, Map<String, String> variables) {
        return Migration.named(name)
                .stateDirectory(folder)
                .environment(variables)
                .start();
    }

    private static MigrationAdapter<String, String, RuntimeException> adapter(Migration migration) {
        return migration
                .legacy((String key) -> "legacy")
                .newPipeline(key -> "new")
                .build();
    }

    private static boolean runs(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> contents() throws IOException {
        List<Path> files = new java.util.ArrayList<>(journals());
        files.add(folder.resolve("migrations/orders.json"));
        return files.stream().map(StateOnDiskTest::read).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
