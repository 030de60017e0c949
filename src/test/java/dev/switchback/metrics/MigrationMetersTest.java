package dev.switchback.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.canary.CanaryMode;
import dev.switchback.canary.CanaryResult;
import dev.switchback.testing.TestMigration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationMetersTest {

    private final TestMigration test = new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        test.close();
    }

    private double comparisons(String result) {
        return registry.get("migration.canary.comparisons")
                .tag("migration", "test")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    @Test
    void areAllThereAtZeroBeforeAnythingHappens() {
        new MigrationMeters(test.migration()).bindTo(registry);

        for (CanaryResult result : CanaryResult.values()) {
            assertThat(comparisons(result.text())).as(result.text()).isZero();
        }
    }

    @Test
    void countEveryCanaryOnceByItsResult() {
        new MigrationMeters(test.migration()).bindTo(registry);
        test.change(settings -> settings.withCanary(settings.canary().withEnabled(true)));
        var adapter = test.migration()
                .legacy((String key) -> "same")
                .newPipeline(key -> key.startsWith("odd") ? "other" : "same")
                .build();
        for (String key : new String[] {"a", "b", "odd-1", "c", "odd-2"}) {
            adapter.generate(key);
        }

        assertThat(comparisons("match")).isEqualTo(3);
        assertThat(comparisons("critical")).isEqualTo(2);
        assertThat(registry.getMeters().stream()
                        .filter(meter -> meter.getId().getName().equals("migration.canary.comparisons"))
                        .mapToDouble(meter -> ((FunctionCounter) meter).count())
                        .sum())
                .isEqualTo(5);
        assertThat(registry.get("migration.canary.overhead").functionTimer().count())
                .isEqualTo(5);
    }

    @Test
    void holdNoKeyAndNoValue() {
        new MigrationMeters(test.migration()).bindTo(registry);

        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(tag -> tag.getKey())
                .containsOnly("migration", "result", "kind", "state", "cause", "trigger", "mode");
        assertThat(registry.getMeters()).extracting(Meter::getId).doesNotHaveDuplicates();
    }
}
