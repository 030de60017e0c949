package dev.switchback.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.event.EventBus;
import dev.switchback.rollback.RollbackEvent;
import dev.switchback.rollback.RollbackRequest;
import dev.switchback.schema.model.SchemaEvent;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final EventBus bus = new EventBus(Runnable::run);

    ObservationsTest() {
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        Observations.subscribe(bus, registry);
    }

    private static SchemaEvent.Subject subject(String version) {
        return new SchemaEvent.Subject(
                version, version + "_add_email", "x.up.sql", "feature/x", "primary", Optional.of("public"), false);
    }

    private Timer timer(String name, String error) {
        return meters.get(name).tag("error", error).timer();
    }

    @Test
    void lastFromAStartToItsEndAlsoWhenTwoAreOpen() {
        bus.publish(() -> new SchemaEvent.MigrationStarted("schema:primary", NOW, subject("1")));
        clock.add(Duration.ofSeconds(1));
        bus.publish(() -> new SchemaEvent.MigrationStarted("schema:primary", NOW, subject("2")));
        clock.add(Duration.ofSeconds(2));
        bus.publish(
                () -> new SchemaEvent.MigrationFinished("schema:primary", NOW, subject("1"), Duration.ofSeconds(9)));
        bus.publish(() -> new SchemaEvent.MigrationFailed(
                "schema:primary",
                NOW,
                subject("2"),
                Duration.ofSeconds(9),
                new SchemaEvent.Failure("org.x.SqlException", "no table")));

        assertThat(timer("switchback.rollback_migration", "none").totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(timer("switchback.rollback_migration", "FailedException").totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
    }

    @Test
    void haveNoKeyThatSomebodyMadeUp() {
        bus.publish(() -> new SchemaEvent.MigrationStarted("schema:primary", NOW, subject("1")));
        bus.publish(() -> new SchemaEvent.MigrationFinished("schema:primary", NOW, subject("1"), Duration.ZERO));
        RollbackRequest request = RollbackRequest.emergency("routing", "wrong totals of customer-4711", "ada");
        bus.publish(() -> new RollbackEvent.Started("orders", NOW, request, List.of("force_legacy")));
        bus.publish(() -> new RollbackEvent.Failed(
                "orders", NOW, request, List.of(), Duration.ZERO, "the secret of customer-4711"));

        assertThat(meters.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(tag -> tag.getKey())
                .containsOnly("migration", "dry_run", "trigger", "error");
        assertThat(meters.getMetersAsString()).doesNotContain("4711", "feature/x", "ada", "add_email");
        assertThat(timer("switchback.rollback", "FailedException").count()).isEqualTo(1);
    }
}
