package dev.switchback.state.view;

import dev.switchback.event.CleanText;
import dev.switchback.event.EventBus;
import dev.switchback.event.MigrationEvent;
import dev.switchback.event.Severity;
import dev.switchback.state.StateStore;
import dev.switchback.state.StoreStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Changes of the state cannot be recorded any more: {@code switchback.state.write_failed}, told once until they can.
 *
 * @param at when it was noticed
 * @param migration the migration's name
 * @param kind {@code files}, {@code postgresql} or {@code memory}
 * @param where the directory, or the database without credentials
 * @param error why, cleaned
 * @param undurable how many events wait in memory
 */
public record StateWriteFailed(Instant at, String migration, String kind, String where, String error, int undurable)
        implements MigrationEvent {

    /** Cleans what was said. */
    public StateWriteFailed {
        where = CleanText.of(where);
        error = CleanText.of(error);
    }

    /** {@return what tells it, to be run after each look at the store} */
    public static Runnable watch(StateStore store, String migration, EventBus events, Clock clock) {
        AtomicBoolean failing = new AtomicBoolean();
        return () -> {
            StoreStatus now = store.status();
            boolean fails = now.unwritable().isPresent();
            if (failing.getAndSet(fails) != fails && fails) {
                events.publish(() -> of(clock.instant(), migration, now));
            }
        };
    }

    private static StateWriteFailed of(Instant at, String migration, StoreStatus status) {
        return new StateWriteFailed(
                at,
                migration,
                status.kind(),
                status.where(),
                status.unwritable().orElse(""),
                status.undurable());
    }

    @Override
    public String name() {
        return "switchback.state.write_failed";
    }

    @Override
    public Severity severity() {
        return Severity.CRITICAL;
    }

    @Override
    public Object subject() {
        return where;
    }

    @Override
    public Map<String, Object> payload() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("kind", kind);
        payload.put("where", where);
        payload.put("error", error);
        payload.put("undurable", undurable);
        return payload;
    }
}
