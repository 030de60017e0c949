package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.switchback.Migration;
import dev.switchback.flags.ManualOverride;
import dev.switchback.pipeline.Route;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.testing.TestMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real application is driven through what alerts are about; its scrapes make them fire, and none but them. */
class SimulatedAlertsTest {

    @TempDir
    private Path folder;

    private final Recording recording = new Recording();
    private MeteredMigration application;

    @BeforeEach
    void serveHalfOfTheKeysByNew() throws SQLException {
        assumeTrue(Tool.find("promtool").isPresent(), "promtool is not installed: the alerts are not tried");
        application = new MeteredMigration(folder);
        application.test.at(50);
        application.test.change(
                settings -> settings.withCanary(settings.canary().withEnabled(true)));
        minutes(10);
    }

    @AfterEach
    void close() {
        application.close();
    }

    private void minutes(int number) {
        for (int minute = 0; minute < number; minute++) {
            application.serve();
            recording.add(application.scrape());
        }
    }

    /** Checks which alerts fired at any time, each with its severity. */
    private void fired(String... alerts) throws IOException, InterruptedException {
        List<String> rules = Rules.files().stream()
                .map(file -> file.toAbsolutePath().toString())
                .toList();
        Path test = Files.writeString(folder.resolve("recorded.test.yml"), recording.test(rules, List.of(alerts)));
        Tool.Said said = Tool.run(folder, List.of("promtool", "test", "rules", test.toString()));

        assertThat(said.exit()).as(said.text()).isZero();
    }

    /** A breaker that does not trip, and no canaries: they would find that failing is another answer. */
    private void errorsAlone() {
        application.test.change(
                settings -> settings.withBreaker(settings.breaker().withErrorThreshold(100_000))
                        .withCanary(settings.canary().withEnabled(false)));
    }

    @Test
    void noneFiresInAQuietHour() throws IOException, InterruptedException {
        minutes(60);

        fired();
    }

    @Test
    void aTripOfTheBreakerFires() throws IOException, InterruptedException {
        application.newFailing(call -> call % 12 == 0);
        minutes(2);
        application.newFailing(call -> false);
        minutes(5);

        fired("migration_canary_discrepancies warning", "migration_circuit_breaker_open critical");
    }

    @Test
    void aRollbackFires() throws IOException, InterruptedException {
        application.test.migration().emergencyRollback("wrong totals", "kim");
        minutes(5);

        fired("migration_circuit_breaker_open critical", "migration_rollback_executed critical");
    }

    @Test
    void aBurstOfErrorsFires() throws IOException, InterruptedException {
        errorsAlone();
        application.newFailing(call -> call % 7 == 0);
        minutes(12);

        fired("migration_high_error_rate critical", "migration_high_error_rate warning");
    }

    @Test
    void errorsOfBothSidesFire() throws IOException, InterruptedException {
        errorsAlone();
        application.newFailing(call -> call % 13 == 0).legacyFailing(call -> call % 13 == 1);
        minutes(12);

        fired(
                "both_pipelines_failing critical",
                "migration_high_error_rate critical",
                "migration_high_error_rate warning");
    }

    @Test
    void criticalDifferencesFire() throws IOException, InterruptedException {
        application.newAnswering("total: ten\n");
        minutes(2);
        application.newAnswering("total: 10\n");
        minutes(10);

        fired("migration_canary_discrepancies warning");
    }

    @Test
    void cosmeticDifferencesFireMoreQuietly() throws IOException, InterruptedException {
        application.newAnswering("total:  10\n");
        minutes(30);

        fired("migration_canary_discrepancies info");
    }

    @Test
    void aSlowNewPipelineFires() throws IOException, InterruptedException {
        application.newTaking(Duration.ofMillis(40));
        minutes(45);

        fired("migration_performance_regression warning");
    }

    @Test
    void aFullDiskFires() throws IOException, InterruptedException {
        application.test.store.fillUp(Optional.of("No space left on device"));
        minutes(3);

        fired("state_write_failing critical");
    }

    @Test
    void aProcessWithAPercentageOfItsOwnFires() throws IOException, InterruptedException {
        try (Migration other = Migration.named("test")
                .store(application.test.store)
                .environment(Map.of("MIGRATION_NEW_PIPELINE_PCT", "10"))
                .time(application.test.clock, application.test.clock.nanoTime())
                .start()) {
            assertThat(other.flags().snapshot().effectivePercentage().percent()).isEqualTo(10);
            minutes(5);
        }

        fired("nodes_disagree warning");
    }

    @Test
    void anOverrideOfADayFires() throws IOException, InterruptedException {
        application.test.override(ManualOverride.to(Route.LEGACY, "kim", "maintenance"));
        String scrape = application
                .scrape()
                .lines()
                .filter(line -> line.startsWith("migration_override"))
                .collect(Collectors.joining("\n"));
        for (int minute = 0; minute <= 1442; minute++) {
            recording.add(scrape);
        }

        fired("override_active_long warning");
    }

    /** Scrapes for two hours and a half what there is of an override that was set for so long. */
    private void overrideFor(Duration time) {
        application.test.override(ManualOverride.to(Route.NEW, "kim", "maintenance")
                .until(application.test.clock.instant().plus(time)));
        for (int minute = 0; minute < 150; minute++) {
            recording.add(application
                    .scrape()
                    .lines()
                    .filter(line -> line.startsWith("migration_override"))
                    .collect(Collectors.joining("\n")));
            application.test.clock.advance(Duration.ofMinutes(1));
            application.test.store.tick();
        }
    }

    @Test
    void anOverrideThatIsAboutToEndFires() throws IOException, InterruptedException {
        overrideFor(Duration.ofHours(2));

        fired("override_expiring warning");
    }

    @Test
    void anOverrideForAMomentDoesNot() throws IOException, InterruptedException {
        overrideFor(Duration.ofMinutes(25));

        fired();
    }

    @Test
    void troubleWithASchemaFires() throws IOException, InterruptedException {
        migration("1_a", "create table a (id int);", "drop table a;");
        migration("2_b", "create table b (id int);", "drop table no_such_table;");
        application.schema.up(UpOptions.all());
        application.schema.rollback(
                new Selection.Last(1), RollbackOptions.by(TestMigration.BY).confirmed());
        Files.delete(folder.resolve("1_a.up.sql"));
        Files.delete(folder.resolve("1_a.down.sql"));
        application.schemaMeters.look();
        minutes(20);

        fired("schema_migration_failed critical", "schema_phantoms_present warning", "schema_rollback_failed critical");
    }

    private void migration(String title, String up, String down) throws IOException {
        Files.writeString(folder.resolve(title + ".up.sql"), up);
        Files.writeString(folder.resolve(title + ".down.sql"), down);
    }
}
