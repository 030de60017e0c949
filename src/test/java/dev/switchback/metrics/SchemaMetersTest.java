package dev.switchback.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.EventBus;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.RollbackOptions;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.model.Selection;
import dev.switchback.schema.model.UpOptions;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.state.Attribution;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaMetersTest {

    private static final Attribution ADA = Attribution.api("ada", "because the test says so");

    @TempDir
    private Path folder;

    private final EventBus bus = new EventBus(Runnable::run);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void migration(String title, String up, String down) throws IOException {
        Files.writeString(folder.resolve(title + ".up.sql"), up);
        Files.writeString(folder.resolve(title + ".down.sql"), down);
    }

    private double gauge(String name) {
        return registry.get("migration.schema." + name)
                .tag("migration", "schema:primary")
                .gauge()
                .value();
    }

    private double rollbacks(String outcome) {
        return registry.get("migration.schema.rollbacks")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void showWhatTheLastLookSawAndCountEveryRollback() throws IOException, SQLException {
        migration("1_a", "create table a (id int);", "drop table a;");
        migration("2_b", "create table b (id int);", "drop table no_such_table;");
        migration("3_c", "create table c (id int);", "drop table c;");
        SchemaMigrations migrations = new SchemaMigrations(
                SchemaTarget.ofUrl("shop", "jdbc:sqlite:" + folder.resolve("shop.db"), new Properties()),
                folder,
                SchemaSettings.of(Checkout.of(folder)),
                bus);
        SchemaMeters meters = new SchemaMeters(migrations, "primary");
        meters.follow(bus);
        meters.bindTo(registry);
        assertThat(List.of(gauge("applied"), gauge("pending"), gauge("phantom"), gauge("failed"), gauge("unverified")))
                .as("before anybody looked")
                .containsOnly(0.0);

        meters.look();
        assertThat(gauge("pending")).isEqualTo(3);
        migrations.up(UpOptions.all());
        migrations.rollback(new Selection.Last(2), RollbackOptions.by(ADA).confirmed());
        Files.delete(folder.resolve("1_a.up.sql"));
        Files.delete(folder.resolve("1_a.down.sql"));
        meters.look();

        assertThat(rollbacks("finish")).as("3_c").isEqualTo(1);
        assertThat(rollbacks("failed")).as("2_b").isEqualTo(1);
        assertThat(registry.get("migration.schema.rollback").functionTimer().count())
                .isEqualTo(2);
        assertThat(gauge("phantom")).as("1_a").isEqualTo(1);
        assertThat(gauge("pending")).as("3_c").isEqualTo(1);
        assertThat(gauge("applied") + gauge("failed")).as("2_b").isEqualTo(1);
    }
}
