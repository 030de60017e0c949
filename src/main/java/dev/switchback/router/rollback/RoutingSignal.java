package dev.switchback.router.rollback;

import dev.switchback.flags.Settings;
import dev.switchback.health.HealthStatus;
import dev.switchback.pipeline.Route;
import dev.switchback.rollback.signal.Signal;
import dev.switchback.rollback.signal.Vitals;
import dev.switchback.router.statistics.Counters;
import dev.switchback.router.statistics.Tally;
import dev.switchback.router.way.Routing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The figures of the last minutes, read off the counters: requests pay nothing for the window.
 *
 * <p>Each tick keeps one reading of the counters; the figures of the window are the newest reading less the oldest in
 * it. Ticks may come from any thread.
 */
public final class RoutingSignal implements Signal {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final long BETWEEN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Routing routing;
    private final LongSupplier nanoTime;
    private final Supplier<HealthStatus> overall;
    private final Deque<Reading> readings = new ArrayDeque<>(); // guarded by this

    /**
     * Makes the signal of one migration.
     *
     * @param overall how well everything is, without I/O
     */
    public RoutingSignal(Routing routing, LongSupplier nanoTime, Supplier<HealthStatus> overall) {
        this.routing = routing;
        this.nanoTime = nanoTime;
        this.overall = overall;
        readings.add(read());
    }

    /** Keeps one reading, at most one a second. */
    public synchronized void tick() {
        long now = nanoTime.getAsLong();
        if (now - readings.getLast().nanos() < BETWEEN_NANOS) {
            return;
        }
        readings.addLast(read());
        while (readings.size() > 1 && now - readings.getFirst().nanos() > WINDOW.toNanos()) {
            readings.removeFirst();
        }
    }

    /** Forgets the window: what led to a rollback that has been cleared must not lead to the next. */
    public synchronized void restart() {
        readings.clear();
        readings.add(read());
    }

    @Override
    public Vitals vitals() {
        Reading then;
        synchronized (this) {
            then = readings.getFirst();
        }
        Reading now = read();
        return new Vitals(
                Duration.ofNanos(Math.max(0, now.nanos - then.nanos)),
                now.newCalls - then.newCalls,
                now.newErrors - then.newErrors,
                now.legacyCalls - then.legacyCalls,
                now.legacyErrors - then.legacyErrors,
                mean(now.newNanos - then.newNanos, now.newCalls - then.newCalls),
                mean(now.legacyNanos - then.legacyNanos, now.legacyCalls - then.legacyCalls),
                now.compared - then.compared,
                now.critical - then.critical,
                routing.breaker().state().isOpen(),
                overall.get());
    }

    @Override
    public Map<String, Object> flags() {
        Settings settings = routing.snapshot().settings();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("percentage", settings.percentage().percent());
        shown.put("canary", settings.canary().enabled());
        shown.put("samplePercentage", settings.canary().sample().percent());
        shown.put(
                "override", settings.override().map(word -> word.mode().text()).orElse("none"));
        shown.put("breaker", settings.breaker().enabled());
        shown.put("autoRollback", settings.autoRollback());
        shown.put("fallbackToLegacy", settings.fallbackToLegacy());
        return shown;
    }

    @Override
    public String breaker() {
        return routing.breaker().state().text();
    }

    private Reading read() {
        Counters counters = routing.counters();
        var canary = routing.canary().statistics();
        return new Reading(
                nanoTime.getAsLong(),
                both(counters, Route.NEW, tally -> tally.runs()),
                both(counters, Route.NEW, tally -> tally.failures()),
                both(counters, Route.NEW, tally -> tally.totalNanos()),
                both(counters, Route.LEGACY, tally -> tally.runs()),
                both(counters, Route.LEGACY, tally -> tally.failures()),
                both(counters, Route.LEGACY, tally -> tally.totalNanos()),
                canary.compared(),
                canary.critical());
    }

    /** Served runs and canary runs together: at 0 % the canary is all that is known of the new side. */
    private static long both(Counters counters, Route route, ToLongFunction<Tally> figure) {
        return figure.applyAsLong(counters.side(route)) + figure.applyAsLong(counters.shadow(route));
    }

    private static Duration mean(long nanos, long calls) {
        return calls <= 0 ? Duration.ZERO : Duration.ofNanos(nanos / calls);
    }

    private record Reading(
            long nanos,
            long newCalls,
            long newErrors,
            long newNanos,
            long legacyCalls,
            long legacyErrors,
            long legacyNanos,
            long compared,
            long critical) {}
}
