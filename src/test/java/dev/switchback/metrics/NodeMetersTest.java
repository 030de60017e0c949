package dev.switchback.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationControl;
import dev.switchback.testing.TestMigration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double nodes(String agreeing) {
        return registry.get("migration.nodes").tag("agree", agreeing).gauge().value();
    }

    @Test
    void agreeWithTheStateWhereNothingElseIsSaid() {
        try (TestMigration test = new TestMigration().at(50);
                MigrationControl control = MigrationControl.of(test.store, "test", test.clock)) {
            test.store.tick();
            new NodeMeters(control, "test").bindTo(registry);
            assertThat(nodes("yes")).isEqualTo(1);

            test.migration().emergencyRollback("wrong totals", "ada");
            test.store.tick();
            assertThat(nodes("yes")).isEqualTo(1);
            assertThat(nodes("no")).isZero();
        }
    }

    @Test
    void disagreeWithTheStateAlsoIfAllOfThemDoTheSame() {
        try (TestMigration test =
                        new TestMigration(builder -> builder.environment(Map.of("MIGRATION_NEW_PIPELINE_PCT", "40")));
                MigrationControl control = MigrationControl.of(test.store, "test", test.clock)) {
            test.at(5);
            test.store.tick();
            new NodeMeters(control, "test").bindTo(registry);

            assertThat(nodes("no")).as("above the state").isEqualTo(1);
            assertThat(nodes("yes")).isZero();
        }
    }
}
