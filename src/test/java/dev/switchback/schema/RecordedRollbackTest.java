package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.rollback.RollbackReport;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.state.HistoryQuery;
import dev.switchback.state.files.FileStateStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRollbackTest {

    @TempDir
    Path folder;

    @TempDir
    Path state;

    private final List<MigrationEvent> told = new ArrayList<>();
    private final EventBus bus = new EventBus(Runnable::run);

    @BeforeEach
    void listen() {
        bus.onName("switchback.rollback_*", told::add);
    }

    private SchemaMigrations applied() throws SQLException {
        Shop shop = Shop.onSqlite(folder)
                .with("1_a", "create table a (id int);", "drop table a;")
                .with("2_b", "create table b (id int);", "drop table b;");
        SchemaSettings settings = SchemaSettings.of(Checkout.of(folder));
        SchemaMigrations migrations =
                new SchemaMigrations(SchemaTarget.ofUrl("shop", shop.url, new Properties()), folder, settings, bus);
        migrations.up(UpOptions.all());
        return migrations;
    }

    private SchemaRollback strategy(Selection selection) throws SQLException {
        return SchemaRollback.of(
                "primary", applied(), selection, RollbackOptions.by(Shop.ADA).confirmed());
    }

    @Test
    void tellsOfTheBatchAndOfEachMigration() throws SQLException {
        SchemaRollback strategy = strategy(new Selection.All());
        try (FileStateStore store = FileStateStore.open(state)) {
            RollbackReport report =
                    new RecordedRollback(store, "active-models", bus, Clock.systemUTC()).run(strategy, Shop.ADA);

            assertThat(report.success()).isTrue();
            assertThat(store.history(HistoryQuery.newest(100))).isNotEmpty();
        }
        assertThat(told)
                .extracting(MigrationEvent::name)
                .containsSubsequence(
                        "switchback.rollback_branches.start",
                        "switchback.rollback_migration.start",
                        "switchback.rollback_migration.finish",
                        "switchback.rollback_migration.start",
                        "switchback.rollback_migration.finish",
                        "switchback.rollback_branches.finish");
        assertThat(told.get(told.size() - 1).payload())
                .containsEntry("rolled_back_count", 2)
                .containsEntry("failed_count", 0)
                .containsEntry("databases", List.of("primary"))
                .containsEntry("manual_mode", true);
    }

    @Test
    void tellsOfASingleOneAlone() throws SQLException {
        SchemaRollback strategy = strategy(new Selection.Last(1));
        RecordedRollback.unrecorded(strategy, bus, Clock.systemUTC());

        assertThat(strategy.result().done()).hasSize(1);
        assertThat(told)
                .extracting(MigrationEvent::name)
                .containsExactly("switchback.rollback_migration.start", "switchback.rollback_migration.finish");
    }
}
