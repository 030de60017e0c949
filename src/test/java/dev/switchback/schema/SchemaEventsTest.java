package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rollback of three migrations tells, of which the second cannot be taken back. */
class SchemaEventsTest {

    @TempDir
    private Path folder;

    private final EventBus bus = new EventBus(Runnable::run);
    private final List<MigrationEvent> told = new ArrayList<>();

    private List<MigrationEvent> rollBackThree(EventBus events) throws SQLException {
        Shop shop = Shop.onSqlite(folder)
                .with("1_a", "create table a (id int);", "drop table a;")
                .with("2_b", "create table b (id int);", "drop table \"password=hunter2\";")
                .with("3_c", "create table c (id int);", "drop table c;");
        SchemaSettings settings = SchemaSettings.of(Checkout.of(folder));
        SchemaMigrations migrations =
                new SchemaMigrations(SchemaTarget.ofUrl("shop", shop.url, new Properties()), folder, settings, events);
        migrations.up(UpOptions.all());
        migrations.rollback(
                new Selection.Last(3), RollbackOptions.by(Shop.ADA).confirmed());
        return told;
    }

    @Test
    void endsWhatItBeginsAlsoWhenOneFails() throws SQLException {
        bus.onName("*", told::add);
        rollBackThree(bus);

        assertThat(told)
                .extracting(MigrationEvent::name)
                .containsExactly(
                        "switchback.rollback_branches.start",
                        "switchback.rollback_migration.start",
                        "switchback.rollback_migration.finish",
                        "switchback.rollback_migration.start",
                        "switchback.rollback_migration.failed",
                        "switchback.rollback_branches.finish");
        assertThat(told.get(5).payload())
                .containsEntry("rolled_back_count", 1)
                .containsEntry("failed_count", 1)
                .containsKey("duration");
        assertThat(told.get(5).severity()).isEqualTo(Severity.WARNING);
        assertThat(told.get(5).subject()).isEqualTo(told.get(0).subject());
    }

    @Test
    void saysOfAFailureWhatTheListAsksForAndNoSecret() throws SQLException {
        bus.onName("switchback.rollback_migration.failed", told::add);
        Map<String, Object> payload = rollBackThree(bus).get(0).payload();

        assertThat(payload.keySet())
                .containsExactly(
                        "migration_version",
                        "migration_name",
                        "migration_filename",
                        "branch",
                        "database",
                        "schema",
                        "dry_run",
                        "duration",
                        "exception",
                        "error_message");
        assertThat(payload.get("error_message")).asString().isNotBlank().doesNotContain("hunter2", "\u001b", "\n");
    }

    @Test
    void isNotDisturbedByWhoListens() throws SQLException {
        bus.inline().onName("*", event -> {
            throw new StackOverflowError("a subscriber");
        });
        bus.inline().onName("switchback.rollback_branches.finish", told::add);

        assertThat(rollBackThree(bus)).hasSize(1);
    }
}
