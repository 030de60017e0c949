package dev.switchback.metrics;

import dev.switchback.flags.Reason;
import dev.switchback.pipeline.Route;
import dev.switchback.router.CallObserver;
import dev.switchback.router.FallbackCause;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts calls for meters, on their way: three additions each, nothing allocated.
 *
 * <pre>{@code
 * CallMeters calls = new CallMeters();
 * Migration migration = Migration.named("orders").onCall(calls).start();
 * new MigrationMeters(migration, calls).bindTo(registry);
 * }</pre>
 *
 * <p>A call that fell back counts as two runs, {@code assigned=new} in both: the one that failed and the one of legacy.
 * Its decision counts once. Thread-safe; one for each migration.
 */
public final class CallMeters implements CallObserver {

    /** The runs that there are: what is assigned to legacy is never served by the other side. */
    private enum Run {
        LEGACY(Route.LEGACY, Route.LEGACY),
        NEW(Route.NEW, Route.NEW),
        FELL_BACK(Route.NEW, Route.LEGACY);

        private final Route assigned;
        private final Route served;

        Run(Route assigned, Route served) {
            this.assigned = assigned;
            this.served = served;
        }

        static Run of(Route assigned, Route served) {
            return served == Route.NEW ? NEW : assigned == Route.NEW ? FELL_BACK : LEGACY;
        }
    }

    /** How many, and how long together. */
    private static final class Tally {

        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();
    }

    private final Map<Run, Tally> ended = all(Run.class, Tally::new);
    private final Map<Run, Tally> failed = all(Run.class, Tally::new);
    private final Map<Reason, LongAdder> decisions = all(Reason.class, LongAdder::new);
    private final Map<FallbackCause, LongAdder> fallbacks = all(FallbackCause.class, LongAdder::new);

    @Override
    public void onCall(Reason reason, Route ran, boolean hasFailed, long tookNanos) {
        if (ran == reason.route()) {
            of(decisions, reason).increment();
        }
        Tally tally = of(hasFailed ? failed : ended, Run.of(reason.route(), ran));
        tally.count.increment();
        tally.nanos.add(tookNanos);
    }

    @Override
    public void onFallback(FallbackCause cause) {
        of(fallbacks, cause).increment();
    }

    void bindTo(MeterRegistry registry, Tags tags) {
        for (Run run : Run.values()) {
            Tags sides = tags.and("assigned", run.assigned.text(), "served", run.served.text());
            timer(registry, sides.and("outcome", "ok"), of(ended, run));
            timer(registry, sides.and("outcome", "failed"), of(failed, run));
        }
        for (Reason reason : Reason.values()) {
            Tags why = tags.and("route", reason.route().text(), "reason", reason.text());
            counter(registry, MeterNames.DECISIONS, why, of(decisions, reason));
        }
        for (FallbackCause cause : FallbackCause.values()) {
            counter(registry, MeterNames.FALLBACKS, tags.and("cause", cause.text()), of(fallbacks, cause));
        }
    }

    private static void timer(MeterRegistry registry, Tags tags, Tally tally) {
        FunctionTimer.builder(
                        MeterNames.EXECUTIONS, tally, of -> of.count.sum(), of -> of.nanos.sum(), TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("runs of either pipeline for callers")
                .register(registry);
    }

    /** The function holds the counter, so that it stays as long as the meter does. */
    private static void counter(MeterRegistry registry, String name, Tags tags, LongAdder adder) {
        FunctionCounter.builder(name, registry, any -> adder.sum()).tags(tags).register(registry);
    }

    /** Filled once and only read then, so that it needs no lock. */
    private static <E extends Enum<E>, V> Map<E, V> all(Class<E> keys, Supplier<V> made) {
        Map<E, V> all = new EnumMap<>(keys);
        EnumSet.allOf(keys).forEach(key -> all.put(key, made.get()));
        return all;
    }

    private static <K, V> V of(Map<K, V> all, K key) {
        return Objects.requireNonNull(all.get(key));
    }
}
