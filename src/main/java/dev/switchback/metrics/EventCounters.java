package dev.switchback.metrics;

import dev.switchback.breaker.BreakerCause;
import dev.switchback.breaker.BreakerTransition;
import dev.switchback.event.EventSource;
import dev.switchback.event.MigrationEvent;
import dev.switchback.rollback.RollbackEvent;
import dev.switchback.rollback.signal.Trigger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Counts events as they are published, so that none is missed. */
final class EventCounters {

    /** What a trip is never caused by. */
    private static final Set<BreakerCause> NO_TRIPS = EnumSet.of(
            BreakerCause.PROBES_PASSED,
            BreakerCause.WAIT_OVER,
            BreakerCause.ROLLBACK,
            BreakerCause.CONFIGURED,
            BreakerCause.RESTORED);

    private final Map<BreakerCause, LongAdder> trips = new EnumMap<>(BreakerCause.class);
    private final Map<Trigger, LongAdder> rollbacks = new EnumMap<>(Trigger.class);
    private final LongAdder writeErrors = new LongAdder();

    EventCounters(EventSource events) {
        EnumSet.complementOf(EnumSet.copyOf(NO_TRIPS)).forEach(cause -> trips.put(cause, new LongAdder()));
        for (Trigger trigger : Trigger.values()) {
            rollbacks.put(trigger, new LongAdder());
        }
        EventSource inline = events.inline();
        inline.on(BreakerTransition.class, this::moved);
        inline.on(RollbackEvent.Started.class, this::began);
        inline.onName("switchback.state.write_failed", this::failed);
    }

    private void moved(BreakerTransition transition) {
        LongAdder adder = trips.get(transition.cause());
        if (transition.isTrip() && adder != null) {
            adder.increment();
        }
    }

    private void began(RollbackEvent.Started started) {
        LongAdder adder = rollbacks.get(started.request().trigger());
        if (!started.request().dryRun() && adder != null) {
            adder.increment();
        }
    }

    private void failed(MigrationEvent event) {
        writeErrors.increment();
    }

    void bindTo(MeterRegistry registry, Tags tags) {
        trips.forEach((cause, adder) -> counter(registry, MeterNames.TRIPS, tags.and("cause", cause.text()), adder));
        rollbacks.forEach((trigger, adder) ->
                counter(registry, MeterNames.ROLLBACKS, tags.and("trigger", trigger.text()), adder));
        counter(registry, MeterNames.WRITE_ERRORS, tags, writeErrors);
    }

    private static void counter(MeterRegistry registry, String name, Tags tags, LongAdder adder) {
        FunctionCounter.builder(name, registry, any -> adder.sum()).tags(tags).register(registry);
    }
}
