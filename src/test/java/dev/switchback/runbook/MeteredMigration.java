package dev.switchback.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationControl;
import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.compare.OutputComparator;
import dev.switchback.event.EventBus;
import dev.switchback.metrics.CallMeters;
import dev.switchback.metrics.MigrationMeters;
import dev.switchback.metrics.NodeMeters;
import dev.switchback.metrics.SchemaMeters;
import dev.switchback.router.MigrationAdapter;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.model.Checkout;
import dev.switchback.schema.model.SchemaSettings;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.testing.TestMigration;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.IntPredicate;

/** An application with every meter that there is, whose pipelines fail, dawdle and differ as a test wants. */
final class MeteredMigration implements AutoCloseable {

    private static final int CALLS = 60;

    final CallMeters calls = new CallMeters();
    final TestMigration test =
            new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL).onCall(calls));
    final SchemaMigrations schema;
    final SchemaMeters schemaMeters;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MigrationControl control = MigrationControl.of(test.store, "test", test.clock);
    private final MigrationAdapter<Integer, String, RuntimeException> adapter;
    private IntPredicate newFails = call -> false;
    private IntPredicate legacyFails = call -> false;
    private String newAnswer = "total: 10\n";
    private Duration newTakes = Duration.ofMillis(10);
    private int call;

    MeteredMigration(Path folder) throws SQLException {
        EventBus bus = new EventBus(Runnable::run);
        SchemaTarget target = SchemaTarget.ofUrl("shop", "jdbc:sqlite:" + folder.resolve("shop.db"), new Properties());
        schema = new SchemaMigrations(target, folder, SchemaSettings.of(Checkout.of(folder)), bus);
        schemaMeters = new SchemaMeters(schema, "shop");
        schemaMeters.follow(bus);
        schemaMeters.bindTo(registry);
        new MigrationMeters(test.migration(), calls).bindTo(registry);
        new NodeMeters(control, "test").bindTo(registry);
        adapter = test.migration()
                .legacy((Integer number) -> answer(legacyFails.test(number), Duration.ofMillis(10), "total: 10\n"))
                .newPipeline(number -> answer(newFails.test(number), newTakes, newAnswer))
                .routingKey(number -> "key-" + number)
                .comparator(OutputComparator.ofText())
                .build();
    }

    private String answer(boolean fails, Duration takes, String text) {
        test.clock.advance(takes);
        if (fails) {
            throw new IllegalStateException("it fails, as the test says");
        }
        return text;
    }

    MeteredMigration newFailing(IntPredicate which) {
        newFails = which;
        return this;
    }

    MeteredMigration legacyFailing(IntPredicate which) {
        legacyFails = which;
        return this;
    }

    MeteredMigration newAnswering(String text) {
        newAnswer = text;
        return this;
    }

    MeteredMigration newTaking(Duration time) {
        newTakes = time;
        return this;
    }

    /** A minute's calls; what fails for good is what the test wants, and no concern of the caller here. */
    void serve() {
        for (int served = 0; served < CALLS; served++) {
            try {
                adapter.generate(call++);
            } catch (IllegalStateException asWanted) {
                assertThat(asWanted).hasMessage("it fails, as the test says");
            }
        }
        test.store.tick();
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        control.close();
        test.close();
    }
}
