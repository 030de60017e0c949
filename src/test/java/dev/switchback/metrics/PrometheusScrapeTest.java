package dev.switchback.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationControl;
import dev.switchback.breaker.BreakerState;
import dev.switchback.canary.CanaryMode;
import dev.switchback.event.EventBus;
import dev.switchback.flags.ManualOverride;
import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;
import dev.switchback.rollback.RollbackState;
import dev.switchback.rollback.signal.Trigger;
import dev.switchback.schema.SchemaMigrations;
import dev.switchback.schema.track.SchemaTarget;
import dev.switchback.testing.TestMigration;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus sees of a whole migration, before and after things happened. */
class PrometheusScrapeTest {

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    @TempDir
    private Path folder;

    private final CallMeters calls = new CallMeters();
    private final TestMigration test =
            new TestMigration(builder -> builder.canaryMode(CanaryMode.SERIAL).onCall(calls));
    private final MigrationControl control = MigrationControl.of(test.store, "test", test.clock);
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @BeforeEach
    void bind() throws SQLException {
        new MigrationMeters(test.migration(), calls).bindTo(registry);
        new NodeMeters(control, "test").bindTo(registry);
        SchemaMigrations migrations =
                new SchemaMigrations(SchemaTarget.ofUrl("shop", "jdbc:sqlite::memory:", new Properties()), folder);
        SchemaMeters schema = new SchemaMeters(migrations, "shop");
        schema.follow(new EventBus(Runnable::run));
        schema.bindTo(registry);
    }

    @AfterEach
    void close() {
        control.close();
        test.close();
    }

    private List<String> lines() {
        return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }

    private double value(String series) {
        return lines().stream()
                .filter(line -> line.startsWith(series + " "))
                .findFirst()
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .orElseThrow(() -> new AssertionError("no " + series + " among\n" + registry.scrape()));
    }

    @Test
    void showsEveryNameOfTheListBeforeAnythingHappens() {
        Set<String> names = new TreeSet<>();
        lines().forEach(line -> names.add(line.split("[{ ]", 2)[0]));

        assertThat(names)
                .contains(
                        "migration_executions_seconds_count",
                        "migration_executions_seconds_sum",
                        "migration_decisions_total",
                        "migration_fallbacks_total",
                        "migration_canary_comparisons_total",
                        "migration_canary_raised_total",
                        "migration_canary_overhead_seconds_count",
                        "migration_rollout_ratio",
                        "migration_breaker_state",
                        "migration_breaker_errors",
                        "migration_breaker_trips_total",
                        "migration_rollback_state",
                        "migration_rollbacks_total",
                        "migration_override",
                        "migration_override_remaining_seconds",
                        "migration_state_generation",
                        "migration_state_writable",
                        "migration_state_write_errors_total",
                        "migration_store_age_seconds",
                        "migration_nodes",
                        "migration_events_dropped_total",
                        "migration_schema_applied",
                        "migration_schema_pending",
                        "migration_schema_phantom",
                        "migration_schema_failed",
                        "migration_schema_unverified",
                        "migration_schema_rollbacks_total",
                        "migration_schema_rollback_seconds_count");
    }

    @Test
    void showsEveryLabelValueFromTheBeginning() {
        for (Reason reason : Reason.values()) {
            assertThat(value("migration_decisions_total{migration=\"test\",reason=\"%s\",route=\"%s\"}"
                            .formatted(reason.text(), reason.route().text())))
                    .isZero();
        }
        for (Trigger trigger : Trigger.values()) {
            assertThat(value("migration_rollbacks_total{migration=\"test\",trigger=\"%s\"}".formatted(trigger.text())))
                    .isZero();
        }
        for (String cause : List.of("error_count", "failure_rate", "slow_calls", "probe_failed", "by_hand", "fleet")) {
            assertThat(value("migration_breaker_trips_total{cause=\"%s\",migration=\"test\"}".formatted(cause)))
                    .isZero();
        }
        for (RollbackState state : RollbackState.values()) {
            assertThat(value("migration_rollback_state{migration=\"test\",state=\"%s\"}".formatted(state.text())))
                    .isEqualTo(state == RollbackState.ACTIVE ? 1 : 0);
        }
        for (BreakerState state : BreakerState.values()) {
            assertThat(value("migration_breaker_state{migration=\"test\",state=\"%s\"}".formatted(state.text())))
                    .isEqualTo(state == BreakerState.CLOSED ? 1 : 0);
        }
        assertThat(value("migration_nodes{agree=\"no\",migration=\"test\"}")).isZero();
    }

    @Test
    void followsWhatHappens() {
        test.at(100);
        var adapter = test.migration()
                .legacy((String key) -> "legacy of " + key)
                .newPipeline((String key) -> {
                    throw new IllegalStateException("secret of " + key);
                })
                .build();
        adapter.generate("customer-4711");
        test.migration().emergencyRollback("wrong totals", "ada");
        test.store.fillUp(Optional.of("disk full"));
        test.store.tick();

        String run =
                "migration_executions_seconds_count{assigned=\"new\",migration=\"test\",outcome=\"%s\",served=\"%s\"}";
        assertThat(value(run.formatted("failed", "new"))).isEqualTo(1);
        assertThat(value(run.formatted("ok", "legacy"))).isEqualTo(1);
        assertThat(value("migration_fallbacks_total{cause=\"threw\",migration=\"test\"}"))
                .isEqualTo(1);
        assertThat(value("migration_decisions_total{migration=\"test\",reason=\"percentage_all\",route=\"new\"}"))
                .as("once, although legacy ran too")
                .isEqualTo(1);
        assertThat(value("migration_rollbacks_total{migration=\"test\",trigger=\"emergency_manual\"}"))
                .isEqualTo(1);
        assertThat(value("migration_rollback_state{migration=\"test\",state=\"rolled_back\"}"))
                .isEqualTo(1);
        assertThat(value("migration_breaker_state{migration=\"test\",state=\"forced_open\"}"))
                .isEqualTo(1);
        assertThat(value("migration_state_write_errors_total{migration=\"test\"}"))
                .isEqualTo(1);
        assertThat(value("migration_rollout_ratio{kind=\"target\",migration=\"test\"}"))
                .isEqualTo(1);
        assertThat(value("migration_rollout_ratio{kind=\"effective\",migration=\"test\"}"))
                .isZero();
    }

    @Test
    void saysForAsLongAsItLastsThatTheStateCannotBeWritten() {
        String writable = "migration_state_writable{migration=\"test\"}";
        assertThat(value(writable)).isEqualTo(1);

        test.store.fillUp(Optional.of("disk full"));
        test.store.tick();
        assertThat(value(writable)).isZero();

        test.store.fillUp(Optional.empty());
        test.store.tick();
        assertThat(value(writable)).isEqualTo(1);
    }

    @Test
    void countsDownToTheEndOfAnOverride() {
        String remaining = "migration_override_remaining_seconds{migration=\"test\"}";
        assertThat(value(remaining)).as("without an override").isNaN();

        test.override(ManualOverride.to(Route.NEW, "ada", "a test"));
        assertThat(value(remaining)).as("without an end").isNaN();

        test.override(ManualOverride.to(Route.NEW, "ada", "a test")
                .until(test.clock.instant().plusSeconds(60)));
        assertThat(value(remaining)).isEqualTo(60);
        test.clock.advance(Duration.ofSeconds(59));
        assertThat(value(remaining)).isEqualTo(1);
        test.clock.advance(Duration.ofSeconds(1));
        test.store.tick();
        assertThat(value(remaining)).as("after its end").isNaN();
    }

    @Test
    void hasFewLabelValuesAndNoneThatSomebodyMadeUp() {
        test.at(50);
        test.override(ManualOverride.to(Route.LEGACY, "mallory", "because of customer-4711"));
        var adapter = test.migration()
                .legacy((String key) -> key)
                .newPipeline(key -> key)
                .build();
        for (int customer = 0; customer < 500; customer++) {
            adapter.generate("customer-" + customer);
        }
        int series = lines().size();
        Set<String> labels = new TreeSet<>();
        for (String line : lines()) {
            Matcher label = LABEL.matcher(line);
            while (label.find()) {
                labels.add(label.group(1));
                assertThat(label.group(2)).matches("test|schema:shop|[a-z_]{1,32}");
            }
        }

        assertThat(registry.scrape()).doesNotContain("customer", "mallory", "because");
        assertThat(labels)
                .containsExactlyInAnyOrder(
                        "agree",
                        "assigned",
                        "cause",
                        "kind",
                        "migration",
                        "mode",
                        "outcome",
                        "reason",
                        "result",
                        "route",
                        "served",
                        "state",
                        "trigger");
        assertThat(series).as("series of one migration and one schema").isLessThan(130);
    }
}
