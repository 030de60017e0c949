package dev.switchback.metrics;

import dev.switchback.Migration;
import dev.switchback.MigrationStatus;
import dev.switchback.breaker.BreakerState;
import dev.switchback.rollback.RollbackState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Gauges over the status of a migration, which is read when somebody looks. */
final class StateMeters {

    private static final double PERCENT = 100;
    private static final double MILLIS = 1_000;
    private static final List<String> MODES = List.of("none", "legacy", "new");

    private final Migration migration;
    private final MeterRegistry registry;
    private final Tags tags;

    StateMeters(Migration migration, MeterRegistry registry, Tags tags) {
        this.migration = migration;
        this.registry = registry;
        this.tags = tags;
    }

    void bind() {
        gauge(
                MeterNames.RATIO,
                tags.and("kind", "target"),
                status -> status.percentage().target() / PERCENT);
        gauge(
                MeterNames.RATIO,
                tags.and("kind", "effective"),
                status -> status.percentage().effective() / PERCENT);
        for (BreakerState state : BreakerState.values()) {
            is(
                    MeterNames.BREAKER_STATE,
                    "state",
                    state.text(),
                    status -> status.breaker().state());
        }
        gauge(MeterNames.BREAKER_ERRORS, tags, status -> status.breaker().errors());
        for (RollbackState state : RollbackState.values()) {
            is(MeterNames.ROLLBACK_STATE, "state", state.text(), MigrationStatus::state);
        }
        for (String mode : MODES) {
            is(MeterNames.OVERRIDE, "mode", mode, StateMeters::mode);
        }
        Gauge.builder(MeterNames.OVERRIDE_REMAINING, () -> remaining(migration.currentStatus()))
                .tags(tags)
                .baseUnit("seconds")
                .register(registry);
        gauge(MeterNames.GENERATION, tags, status -> status.store().generation());
        gauge(MeterNames.WRITABLE, tags, status -> status.store().writable() ? 1 : 0);
        Gauge.builder(
                        MeterNames.STORE_AGE,
                        () -> migration.currentStatus().store().ageMillis() / MILLIS)
                .tags(tags)
                .baseUnit("seconds")
                .register(registry);
        FunctionCounter.builder(
                        MeterNames.EVENTS_DROPPED, migration, of -> of.events().dropped())
                .tags(tags)
                .register(registry);
    }

    private static String mode(MigrationStatus status) {
        MigrationStatus.Word word = status.override();
        return word == null ? "none" : word.mode();
    }

    private static double remaining(MigrationStatus status) {
        MigrationStatus.Word word = status.override();
        Long seconds = word == null ? null : word.remainingSeconds();
        return seconds == null ? Double.NaN : seconds;
    }

    private interface Text {
        String of(MigrationStatus status);
    }

    private void is(String name, String tag, String value, Text text) {
        gauge(name, tags.and(tag, value), status -> Objects.equals(text.of(status), value) ? 1 : 0);
    }

    private void gauge(String name, Tags with, ToDoubleFunction<MigrationStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(migration.currentStatus()))
                .tags(with)
                .register(registry);
    }
}
